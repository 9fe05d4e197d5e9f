"""Load the modules that the first write of a process needs, so that the fork server loads them only once."""

from trials import NOW

import deskctl.policy_file.build  # noqa: F401
from deskctl.operations.framework.catalogue import find
from deskctl.policy_file.sections.holidays import holidays_of, statutory_days

find("ticket", "open")
holidays_of("china")
statutory_days("china", NOW.year)

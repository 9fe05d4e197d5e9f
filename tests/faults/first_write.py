"""What the first write of a process loads; the server of processes loads it once for all."""

from trials import NOW

from deskctl.operations.framework.catalogue import find
from deskctl.policy_file.sections.holidays import statutory_days

find("ticket", "open")
statutory_days("china", NOW.year)

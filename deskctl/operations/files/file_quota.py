"""The limits on the number and size of the files of a record and of the whole desk."""

from typing import TYPE_CHECKING

from deskctl.config.file_limits import file_limits
from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.queries.files.file_lists import count_and_size, total_size

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_CODE = "too_large"


def check_quota(desk: "Desk", owner: str, size: int) -> None:
    """Refuse a file that exceeds a limit: the number or size of files of its record, or the size of all files.

    Others can add no file until the transaction ends.
    """
    desk.hold("attachment")
    limits = file_limits()
    count, held = count_and_size(desk.reader, owner)
    if count >= limits.count:
        raise Refused(N_("Files of {owner}: {count}, which is the limit."), owner=owner, count=count, code=_CODE)
    if held + size > limits.record:
        raise Refused(
            N_("The files of {owner} together would exceed {most} MB."), owner=owner, most=limits.record >> 20,
            code=_CODE, hint=f"deskctl attachment list {owner}",
        )  # fmt: skip
    if total_size(desk.reader) + size > limits.desk:
        raise Refused(
            N_("All files of the desk together would exceed {most} MB."), most=limits.desk >> 20, code=_CODE,
            hint="deskctl config set files.max_desk ...",
        )  # fmt: skip

"""The files of a mail, stored separately within the limits for files; the mail itself is always stored as a whole."""

import hashlib
from typing import TYPE_CHECKING

from deskctl.config.file_limits import file_limits
from deskctl.desk.next_ids import next_id
from deskctl.desk.stored_bytes import keep_bytes
from deskctl.errors import Refused
from deskctl.mail.parsed_message import ParsedMail
from deskctl.names import DESK
from deskctl.operations.files.file_quota import check_quota

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


def attach_files(desk: "Desk", mail: str, reading: ParsedMail, files: list[bytes]) -> None:
    """Store the files of a mail; of a file beyond the limits only name, size and hash, since the mail has its bytes."""
    for file, data in zip(reading.files, files, strict=True):
        is_stored = _is_allowed(desk, mail, len(data))
        row = {
            "id": next_id(desk, "attachment", "AT-", 4),
            "of": mail,
            "name": file.name,
            "type": file.type,
            "size": file.size,
            "sha256": keep_bytes(desk, data) if is_stored else hashlib.sha256(data).hexdigest(),
            "inline": int(file.inline),
            "added_at": desk.now,
            "added_by": DESK,
            "purged_at": None if is_stored else desk.now,
        }
        desk.insert("attachment", row)


def _is_allowed(desk: "Desk", mail: str, size: int) -> bool:
    try:
        check_quota(desk, mail, size)
    except Refused:
        return False
    return size <= file_limits().file

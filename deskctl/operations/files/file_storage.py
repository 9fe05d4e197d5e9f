"""Store a file: its bytes, its row, and the action in the history of its owner."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.desk.next_ids import next_id
from deskctl.desk.stored_bytes import keep_bytes
from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.files.file_quota import check_quota
from deskctl.operations.rules.step_checks import check_time
from deskctl.queries.files.file_types import claimed_by

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.operations.files.input_file import InputFile
    from deskctl.queries.files.file_owners import FileOwner

VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class FileAttributes:
    """The attributes of a stored file: its kind, whether it may go to the customer, its action and its edition."""

    kind: str
    public: bool = False
    step: str | None = None
    version: int | None = None


def hold_owner(desk: "Desk", owner: "FileOwner") -> None:
    """Lock the ticket or record that a file is added to, because its history gets an action."""
    if owner.ticket is None:
        desk.hold(owner.table, owner.name)
    else:
        desk.hold("ticket", owner.ticket)


def keep_file(desk: "Desk", owner: str, file: "InputFile", about: FileAttributes) -> dict[str, Any]:
    """Store a file and its row, and return the data of its action; warn if its name claims another type."""
    check_quota(desk, owner, file.size)
    name = next_id(desk, "attachment", "AT-", 4)
    row = {
        "id": name, "of": owner, "name": file.name, "type": file.type, "size": file.size,
        "sha256": keep_bytes(desk, file.data, file.sha256), "inline": 0, "added_at": desk.now, "added_by": desk.actor,
        "kind": about.kind, "public": int(about.public), "step": about.step, "version": about.version,
    }  # fmt: skip
    desk.insert("attachment", row)
    claim = claimed_by(file.name, file.type)
    if claim is not None:
        desk.warn(N_("{name} claims to be {claim}, but is {type}."), name=file.name, claim=claim, type=file.type)
    columns = {"attachment": name, "name": file.name, "type": file.type, "size": file.size, "sha256": file.sha256}
    columns_of_file = {"kind": about.kind, "public": about.public, "step": about.step, "version": about.version}
    return {**columns, **{key: value for key, value in columns_of_file.items() if value is not None}}


def record_on(desk: "Desk", owner: "FileOwner", event: str, data: dict[str, Any]) -> None:
    """Record an action on a file in the history of what the file belongs to."""
    if owner.ticket is None:
        desk.record_in_history(owner.table, owner.name, event, data)
        return
    case = desk.take(owner.ticket)
    check_time(desk)
    if case.columns["status"] == VOIDED:
        raise Refused(N_("{ticket} is voided; this action is not available."), ticket=case.name, code="order")
    desk.record(event, data if owner.table == "ticket" else {**data, "visit": owner.name})

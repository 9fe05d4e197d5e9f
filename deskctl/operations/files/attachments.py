"""Files of tickets and records: attached, hidden from lists, purged for good."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

from deskctl.desk.stored_bytes import remove_bytes
from deskctl.errors import NotFound, Refused
from deskctl.language.i18n import N_
from deskctl.language.words.choices import FILES
from deskctl.operations.files.file_storage import FileAttributes, hold_owner, keep_file, record_on
from deskctl.operations.files.input_file import InputFile, read_input_file
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import OWN, option
from deskctl.operations.framework.reference_records import ABOUT
from deskctl.operations.framework.values import missing
from deskctl.queries.files.file_lists import has_step, users_of
from deskctl.queries.files.file_owners import file_owner
from deskctl.queries.files.stored_files import file_named

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class AddAttachment(Operation):
    """Attach a file to a ticket, a visit, an inspection, or another record; it is internal unless it is public."""

    noun = "attachment"
    verb = "add"
    event = "attachment_added"
    on_ticket = False
    alone = False
    about = "ref"
    operand = "file"
    example = "deskctl attachment add T-071 photo.jpg --kind photo --public"

    ref: str | None = option(N_("what it belongs to: T-071, V-0123, IN-2026-12-S-0401, CT-01, A-0101"), required=True)
    file: str | None = option(N_("the file; - reads stdin"), required=True, stored=False)
    name: str | None = option(N_("its name; by default that of the file"), stored=False)
    kind: str | None = option(N_("what it is"), choices=FILES, default="other")
    public: bool | None = option(N_("it may go to the customer, in the report"))
    of_: str | None = option(N_("the action that it belongs to: 4 or T-071/4"))
    follow: bool | None = option(N_("follow a symbolic link"), stored=False)
    content: InputFile | None = dataclasses.field(default=None, repr=False)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Make the operation from values and read the file, before any lock is taken."""
        step = super().of(values)
        return replace(step, content=read_input_file(str(step.file), name=step.name, follow=bool(step.follow)))

    def run(self, desk: "Desk") -> None:
        """Store the file and record it in the history of what it belongs to."""
        owner = file_owner(desk.reader, str(self.ref))
        hold_owner(desk, owner)
        step = self._step(desk, owner.name, owner.ticket)
        file = self.content
        if file is None:
            raise missing("file")
        about = FileAttributes(self.kind or "other", public=bool(self.public), step=step)
        data = keep_file(desk, owner.name, file, about)
        record_on(desk, owner, self.event, data)

    def _step(self, desk: "Desk", owner: str, ticket: int | None) -> str | None:
        if self.of_ is None:
            return None
        subject, slash, seq = self.of_.rpartition("/")
        if (slash and subject.upper() != owner) or not has_step(desk.reader, owner, ticket, seq):
            raise NotFound(N_("{owner} has no action {action}."), owner=owner, action=self.of_)
        return f"{owner}/{seq}"


@dataclass(frozen=True, kw_only=True)
class _OnAttachment(Operation):
    """An action on a file that is kept."""

    noun = "attachment"
    on_ticket = False
    about = ABOUT
    needed: ClassVar[tuple[str, ...]] = (ABOUT,)

    id: str | None = option(N_("which file"), ref=OWN)
    reason: str | None = option(N_("why"), required=True, long=True)

    def change(self, desk: "Desk", column: str, **more: Any) -> None:
        """Set a column to the time and record the action in the history of what the file belongs to."""
        file = file_named(desk.reader, str(self.id))
        desk.update("attachment", {ABOUT: self.id}, {column: desk.at})
        data = {"attachment": self.id, "name": file["name"], "sha256": file["sha256"], "reason": self.reason, **more}
        record_on(desk, file_owner(desk.reader, file["of"]), self.event, data)


@dataclass(frozen=True, kw_only=True)
class HideAttachment(_OnAttachment):
    """Hide a file: it is kept, marked, and sent to no customer."""

    verb = "hide"
    event = "attachment_hidden"
    example = "deskctl attachment hide AT-0001 --reason 'the wrong photo'"

    def run(self, desk: "Desk") -> None:
        """Refuse a file that is hidden already."""
        if file_named(desk.reader, str(self.id))["hidden_at"] is not None:
            raise Refused(N_("{id} is hidden already."), id=self.id, code="order")
        self.change(desk, "hidden_at")


@dataclass(frozen=True, kw_only=True)
class PurgeAttachment(_OnAttachment):
    """Purge a file for good: its bytes are removed, its hash and the reason stay."""

    verb = "purge"
    event = "attachment_purged"
    example = "deskctl attachment purge AT-0001 --reason 'shows a person who did not agree'"

    def run(self, desk: "Desk") -> None:
        """Remove the bytes unless other records share them; warn which ones do."""
        file = file_named(desk.reader, str(self.id))
        if file["purged_at"] is not None:
            raise Refused(N_("{id} is purged already."), id=self.id, code="order")
        others = users_of(desk.reader, file["sha256"], besides=str(self.id))
        self.change(desk, "purged_at")
        if others:
            desk.warn(N_("The same bytes stay with {others}."), others=", ".join(others))
        else:
            remove_bytes(desk, file["sha256"])
        if file["of"].startswith("ML-"):
            desk.warn(N_("The mail {mail} itself still holds this file."), mail=file["of"])

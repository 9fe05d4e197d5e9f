"""A firm's own checklists: installed from a file, attached to tickets, ticked off item by item."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from deskctl.errors import GAP, BadData, NotFound, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.language.words.choices import VERDICTS
from deskctl.operations.files.input_file import existing_path, is_file
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.retiring import RetireRecord
from deskctl.policy_file.checklists import Checklist, checklists, read_checklist
from deskctl.policy_file.verdicts import verdict_on
from deskctl.queries.services.site_checklists import attached_checklists, known_checklists

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_NOUN = "checklist"
_MOST = 1 << 20


def checklist_file(name: str) -> str:
    """Return the text of a checklist file; raises `NotFound`, or `BadData` if it is not one."""
    path = existing_path(name)
    if not is_file(path) or path.stat().st_size > _MOST:
        raise BadData(N_("{path} is not a checklist file."), field="file", path=name)
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadData(N_("{path} is not UTF-8."), field="file", path=name) from error


@dataclass(frozen=True, kw_only=True)
class InstallChecklist(Operation):
    """Install a firm's own checklist from a file; it replaces an earlier version with the same name."""

    noun = _NOUN
    verb = "install"
    event = "checklist_installed"
    on_ticket = False
    about = "file"
    example = "deskctl checklist install server-room.toml"

    file: str | None = option(N_("the file"), required=True, stored=False)
    source: str = ""

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Read the file before anything is written."""
        made = super().of(values)
        return replace(made, source=checklist_file(str(made.file)))

    def run(self, desk: "Desk") -> None:
        """Store it; the history keeps the text of every version. An older or equal version is refused."""
        made = read_checklist(self.source)
        before = desk.row(_NOUN, id=made.id)
        shipped = checklists().get(made.id)
        last = before["version"] if before else shipped.version if shipped else 0
        if before and before["source"] == self.source and before["retired_at"] is None:
            raise BadData(N_("{id}: this changes nothing."), id=made.id, field=None)
        if made.version <= last:
            raise Refused(
                N_("{id}: version {version} is installed already; give the file a higher one."), id=made.id,
                version=last, code="order", hint=f"deskctl checklist show {made.id}",
            )  # fmt: skip
        row = {"id": made.id, "version": made.version, "source": self.source, "retired_at": None}
        desk.replace(_NOUN, row)
        data = {"version": made.version, "source": self.source}
        desk.record_in_history(_NOUN, made.id, self.event, data)


@dataclass(frozen=True, kw_only=True)
class RetireChecklist(RetireRecord):
    """Retire a checklist of your own; a shipped one of the same name applies again."""

    noun = _NOUN
    example = "deskctl checklist retire server-room --reason 'one list for all rooms'"


@dataclass(frozen=True, kw_only=True)
class AttachChecklist(Operation):
    """Attach a checklist to a ticket, to be ticked off there."""

    noun = _NOUN
    verb = "attach"
    event = "checklist_added"
    example = "deskctl checklist attach T-071 --template erp-performance"

    template: str | None = option(N_("the checklist"), required=True)

    def run(self, desk: "Desk") -> None:
        """Record it with its version, whose items apply on this ticket."""
        made = known_checklists(desk.reader).get(str(self.template))
        if made is None:
            raise NotFound(N_("There is no checklist {name}."), name=self.template, hint="deskctl checklist list")
        if made.id in attached_checklists(desk.reader, desk.case.number):
            raise Refused(N_("{name} is attached already."), name=made.id, code="order")
        desk.record(self.event, {"template": made.id, "version": made.version})


@dataclass(frozen=True, kw_only=True)
class Tick(Operation):
    """Tick off an item of a checklist on a ticket."""

    noun = _NOUN
    verb = "tick"
    event = "checklist_ticked"
    example = "deskctl checklist tick T-071 --item storage --value 'write cache on'"

    item: str | None = option(N_("the item"), required=True)
    value: str | None = option(N_("the value that was read"))
    verdict: str | None = option(N_("its state; judged by the checklist's limits if not given"), choices=VERDICTS)
    text: str | None = option(N_("further details"), long=True)

    def run(self, desk: "Desk") -> None:
        """Record it under the key of its item."""
        lists = attached_checklists(desk.reader, desk.case.number)
        if not lists:
            raise Refused(
                N_("{ticket}: no checklist is attached."), ticket=desk.case.name, code="order",
                remedy=Remedy("checklist.attach", desk.case.name, {"template": GAP}),
            )  # fmt: skip
        item = _item(lists, str(self.item))
        verdict = self.verdict or verdict_on(self.value, attention=item.attention, abnormal=item.abnormal)
        desk.record(self.event, {**self.data(), "item": item.key, "verdict": verdict or "normal"})


def _item(lists: Mapping[str, Checklist], word: str) -> Any:
    for made in lists.values():
        for item in made.items:
            if item.named(word):
                return item
    raise NotFound(N_("No checklist of this ticket has an item {item}."), item=word, hint="deskctl checklist list")

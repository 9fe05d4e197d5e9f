"""Improvements: what should be done better, by whom, and with what outcome (S2.G-2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import AddRecord, EditRecord, OnRecord, RecordOperation

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class _Improvement(RecordOperation):
    """The columns of an improvement."""

    noun = "improvement"
    first_id = "IM-001"
    needed: ClassVar[tuple[str, ...]] = ("text",)
    initial: ClassVar[Mapping[str, Any]] = {"state": "open"}

    text: str | None = option(N_("what should be improved"), long=True)
    owner: str | None = option(N_("who is responsible for it"), ref="staff")
    due: date | None = option(N_("by when"), coming=True)
    source: str | None = option(N_("what it came from, such as RV-004, EV-001 or T-064"))


@dataclass(frozen=True, kw_only=True)
class AddImprovement(AddRecord, _Improvement):
    """Add an improvement: something to be done better."""

    example = "deskctl improvement add --text 'spare switch at the main site' --owner LE2"


@dataclass(frozen=True, kw_only=True)
class EditImprovement(EditRecord, _Improvement):
    """Edit an improvement: its text, its owner."""

    example = "deskctl improvement edit IM-002 --owner LE1"


@dataclass(frozen=True, kw_only=True)
class _StateChange(OnRecord, RecordOperation):
    """An action that moves an improvement to another state."""

    noun = "improvement"
    state: ClassVar[str]

    def run(self, desk: "Desk") -> None:
        """Change the state; refuse an improvement that is over."""
        row = self.row(desk)
        if row["state"] in {"done", "dropped"}:
            raise Refused(N_("{id} is over already."), id=self.id, hint=f"deskctl improvement show {self.id}")
        words = getattr(self, "result", None) or getattr(self, "reason", None)
        self.save(desk, {"state": self.state}, {"words": words} if words else {})


@dataclass(frozen=True, kw_only=True)
class StartImprovement(_StateChange):
    """Record that an improvement was begun."""

    verb = "start"
    event = "improvement_started"
    state = "in_progress"
    example = "deskctl improvement start IM-002"


@dataclass(frozen=True, kw_only=True)
class FinishImprovement(_StateChange):
    """Record the outcome of an improvement."""

    verb = "done"
    event = "improvement_done"
    state = "done"
    example = "deskctl improvement done IM-002 --result 'the spare is on site'"

    result: str | None = option(N_("the outcome"), required=True, long=True)


@dataclass(frozen=True, kw_only=True)
class DropImprovement(_StateChange):
    """Drop an improvement, with the reason."""

    verb = "drop"
    event = "improvement_dropped"
    state = "dropped"
    example = "deskctl improvement drop IM-003 --reason 'covered by the new contract'"

    reason: str | None = option(N_("why"), required=True, long=True)

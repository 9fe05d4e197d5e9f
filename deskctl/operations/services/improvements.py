"""Improvements: what is to be done better, by whom, and what came of it (S2.G-2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.desk.numbering import next_id
from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.fields import OWN, option
from deskctl.operations.framework.reference_records import ABOUT, Adding, Editing, Master

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class _Improvement(Master):
    """The columns of an improvement."""

    noun = "improvement"
    needed: ClassVar[tuple[str, ...]] = ("text",)
    unsaid: ClassVar[Mapping[str, Any]] = {"state": "open"}

    text: str | None = option(N_("what is to be done better"), long=True)
    owner: str | None = option(N_("who sees to it"), ref="staff")
    due: date | None = option(N_("by when"))
    source: str | None = option(N_("what it came from, such as RV-004, EV-001 or T-064"))

    def new_id(self, desk: "Desk") -> str:
        """Go on after `IM-003`."""
        return next_id(desk, self.noun, "IM-", 3)


@dataclass(frozen=True, kw_only=True)
class AddImprovement(Adding, _Improvement):
    """Add something that is to be done better."""

    example = "deskctl improvement add --text 'spare switch at the main site' --owner LE2"


@dataclass(frozen=True, kw_only=True)
class EditImprovement(Editing, _Improvement):
    """Edit an improvement: its text, its owner."""

    example = "deskctl improvement edit IM-002 --owner LE1"


@dataclass(frozen=True, kw_only=True)
class _Moved(Master):
    """A step that moves an improvement to another state."""

    noun = "improvement"
    about = ABOUT
    needed: ClassVar[tuple[str, ...]] = (ABOUT,)
    state: ClassVar[str]

    id: str | None = option(N_("which one"), ref=OWN)

    def run(self, desk: "Desk") -> None:
        """Move it; one that is over stays over."""
        row = desk.row(self.noun, id=self.id) or {}
        if row["state"] in {"done", "dropped"}:
            raise Refused(N_("{id} is over already."), id=self.id, hint=f"deskctl improvement show {self.id}")
        desk.update(self.noun, {ABOUT: self.id}, {"state": self.state})
        words = getattr(self, "result", None) or getattr(self, "reason", None)
        desk.record_on_master(self.noun, str(self.id), self.event, {"words": words} if words else {})


@dataclass(frozen=True, kw_only=True)
class StartImprovement(_Moved):
    """Record that an improvement was begun."""

    verb = "start"
    event = "improvement_started"
    state = "in_progress"
    example = "deskctl improvement start IM-002"


@dataclass(frozen=True, kw_only=True)
class FinishImprovement(_Moved):
    """Record what came of an improvement."""

    verb = "done"
    event = "improvement_done"
    state = "done"
    example = "deskctl improvement done IM-002 --result 'the spare is on site'"

    result: str | None = option(N_("what came of it"), required=True, long=True)


@dataclass(frozen=True, kw_only=True)
class DropImprovement(_Moved):
    """Drop an improvement, with the reason."""

    verb = "drop"
    event = "improvement_dropped"
    state = "dropped"
    example = "deskctl improvement drop IM-003 --reason 'covered by the new contract'"

    reason: str | None = option(N_("why"), required=True, long=True)

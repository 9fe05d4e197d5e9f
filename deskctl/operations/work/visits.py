"""Visits on site: the way there, arrival, work log, departure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Depart(Operation):
    """Set out for the site."""

    noun = "visit"
    verb = "depart"
    event = "departed"
    gates = ("charge_agreed", "emergency_prepared", "routine_visit")
    example = "deskctl visit depart T-071 --transport taxi"

    transport: str | None = option(N_("by what means"))
    override: str | None = option(N_("why it is done although the clause forbids it"), long=True)


@dataclass(frozen=True, kw_only=True)
class Arrive(Operation):
    """Arrive on site."""

    noun = "visit"
    verb = "arrive"
    event = "arrived"
    gates = ("charge_agreed", "routine_visit")
    example = "deskctl visit arrive T-069 --at -5m"

    delay_reason: str | None = option(N_("why it took longer than promised"))
    override: str | None = option(N_("why it is done although the clause forbids it"), long=True)


@dataclass(frozen=True, kw_only=True)
class Log(Operation):
    """Log work done on site."""

    noun = "visit"
    verb = "log"
    event = "work_log"
    follows = ("arrived",)
    example = "deskctl visit log T-066 --done 'replaced the fan' --from 10:30 --to 11:15"

    done: str | None = option(N_("what was done and found; the note does as well"), long=True, stored=False)
    from_: str | None = option(N_("from when, as on the watch"))
    to: str | None = option(N_("until when, as on the watch"))

    def run(self, desk: "Desk") -> None:
        """Refuse an empty line: it would tell nobody anything."""
        words = self.done or desk.note
        if not words.strip():
            raise BadData(N_("{field} is missing."), field="done")
        desk.record(self.event, self.data(), note=words)


@dataclass(frozen=True, kw_only=True)
class Leave(Operation):
    """Leave the site; refused before work is logged."""

    noun = "visit"
    verb = "leave"
    event = "left_site"
    follows = ("arrived",)
    until = ("left_site",)
    gates = ("work_log", "explanation", "plan")
    example = "deskctl visit leave T-069"

"""Visits on site: request, way, arrival, work log, departure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import BadData
from deskctl.i18n import N_
from deskctl.operations.base import Operation
from deskctl.operations.fields import option

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Request(Operation):
    """Ask for a visit; the clocks of the visit start."""

    noun = "visit"
    verb = "request"
    event = "onsite_requested"
    example = "deskctl visit request T-071 --reason user_request"

    reason: str | None = option(
        N_("why phone and remote do not do"),
        choices=(
            "user_request",
            "hard_fault",
            "phone_and_remote_failed",
            "severity",
            "planned",
            "chargeable",
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Depart(Operation):
    """Set out for the site."""

    noun = "visit"
    verb = "depart"
    event = "departed"
    example = "deskctl visit depart T-071 --transport taxi"

    transport: str | None = option(N_("by what means"))


@dataclass(frozen=True, kw_only=True)
class Arrive(Operation):
    """Arrive on site."""

    noun = "visit"
    verb = "arrive"
    event = "arrived"
    example = "deskctl visit arrive T-069 --at -5m"

    delay_reason: str | None = option(N_("why it took longer than promised"))


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
    follows = ("arrived", "left_site")
    gates = ("work_log",)
    example = "deskctl visit leave T-069"

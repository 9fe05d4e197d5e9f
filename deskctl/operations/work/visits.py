"""Visits on site: the way there, arrival, work log, departure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.planning.unplanned_visits import id_of_visit
from deskctl.operations.work.times_of_day import read_past, time_of_day
from deskctl.sla.facts import Instant, shown_moment
from deskctl.sla.gates.engineers_at_work import on_site, under_way

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_MINUTE = 60


@dataclass(frozen=True, kw_only=True)
class Depart(Operation):
    """Set out for the site."""

    noun = "visit"
    verb = "depart"
    event = "departed"
    offline = True
    barred_by = ("arrived",)
    until = ("left_site",)
    per_person = True
    gates = ("charge_agreed", "emergency_prepared", "routine_visit")
    example = "deskctl visit depart T-071 --transport taxi"

    transport: str | None = option(N_("the means of transport"))
    override: str | None = option(N_("why it is done although the clause forbids it"), long=True)

    def run(self, desk: "Desk") -> None:
        """Record it; a visit that nobody planned gets its id. Warn of a departure that stands already."""
        if (other := under_way(desk.case.story.facts, desk.actor)) is not None:
            desk.warn(
                N_("{person} set out at {at} already; if that was wrong: {command}"),
                person=desk.actor,
                at=time_of_day(desk, other.at),
                command=f"deskctl ticket correct {desk.case.name} --seq {other.seq} --reason '...'",
            )
        desk.record(self.event, {**self.data(), **id_of_visit(desk, self.event)})


@dataclass(frozen=True, kw_only=True)
class Arrive(Operation):
    """Arrive on site."""

    noun = "visit"
    verb = "arrive"
    event = "arrived"
    offline = True
    barred_by = ("arrived",)
    until = ("left_site",)
    per_person = True
    gates = ("charge_agreed", "emergency_prepared", "routine_visit")
    example = "deskctl visit arrive T-069 --at -5m"

    delay_reason: str | None = option(N_("why it took longer than promised"))
    override: str | None = option(N_("why it is done although the clause forbids it"), long=True)

    def run(self, desk: "Desk") -> None:
        """Record it; a visit that nobody planned gets its id."""
        desk.record(self.event, {**self.data(), **id_of_visit(desk, self.event)})


@dataclass(frozen=True, kw_only=True)
class Log(Operation):
    """Log work done on site; the entry is dated at the end of the work."""

    noun = "visit"
    verb = "log"
    event = "work_log"
    offline = True
    follows = ("arrived",)
    until = ("left_site",)
    per_person = True
    example = "deskctl visit log T-069 --done 'replaced the fan' --from -30m --to now"

    done: str | None = option(N_("what was done and found, in words for the customer"), long=True, required=True)
    from_: str | None = option(N_("from when: a time of day"), moment=True)
    to: str | None = option(N_("until when: a time of day"), moment=True)

    def happened_at(self, desk: "Desk") -> Instant:
        """Return the end of the work unless another time is requested; refuse times that are not in order."""
        begin, end = self._parsed(desk, self.from_), self._parsed(desk, self.to)
        at = end if end is not None and desk.requested_at == desk.now else desk.requested_at
        moments = [moment for moment in (begin, end, at) if moment is not None]
        if moments != sorted(moments):
            raise Refused(
                N_("{begin} and {end} are not in order: work ends after it began, and before it is logged."),
                code="order",
                begin=self.from_ or self.to,
                end=shown_moment(at, desk.zone) if self.from_ is None or self.to is None else self.to,
                hint=f"deskctl visit log {desk.case.name} --done '...' --from 10:30 --to 11:15",
            )
        return at

    def data(self) -> dict[str, Any]:
        """Return the fields without the times, which `run` adds."""
        return {name: value for name, value in super().data().items() if name not in {"from", "to"}}

    def run(self, desk: "Desk") -> None:
        """Record the work with its times of day; warn of work that begins before the arrival."""
        spans = {"from": self._parsed(desk, self.from_), "to": self._parsed(desk, self.to)}
        times = {name: time_of_day(desk, at) for name, at in spans.items() if at is not None}
        arrival = on_site(desk.case.story_until(desk.at).facts).get(desk.actor)
        if arrival is not None and spans["from"] is not None and spans["from"] < arrival.at - arrival.at % _MINUTE:
            begin, arrived = times["from"], time_of_day(desk, arrival.at)
            desk.warn(N_("The work begins at {begin}, before the arrival at {arrived}."), begin=begin, arrived=arrived)
        desk.record(self.event, {**self.data(), **times})

    @staticmethod
    def _parsed(desk: "Desk", text: str | None) -> Instant | None:
        """Return the time that a text names; a time of day still to come is yesterday's if the engineer was there."""
        if text is None:
            return None
        arrival = on_site(desk.case.story_until(desk.requested_at).facts).get(desk.actor)
        return read_past(desk, text, arrival.at if arrival else None)


@dataclass(frozen=True, kw_only=True)
class Leave(Operation):
    """Leave the site; refused before work is logged."""

    noun = "visit"
    verb = "leave"
    event = "left_site"
    offline = True
    follows = ("arrived",)
    until = ("left_site",)
    per_person = True
    gates = ("work_log", "explanation", "plan")
    example = "deskctl visit leave T-069"

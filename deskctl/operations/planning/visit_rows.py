"""The rows of planned visits: added, moved, rederived after an action was undone, checked for conflicts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.desk.kept_values import BEFORE, VISIT_REASON, value_in
from deskctl.desk.next_ids import next_id
from deskctl.errors import Term
from deskctl.language.i18n import N_
from deskctl.language.words.choices import choice_term
from deskctl.queries.dispatch.conflicts import SKILL, Conflict
from deskctl.queries.dispatch.plan_warnings import PAST, PROMISE, plan_warnings
from deskctl.queries.dispatch.planned_visits import PlannedVisit, travel_minutes_to, waiting_visit
from deskctl.queries.json_values import read_rfc3339, rfc3339
from deskctl.queries.ticket.history import history
from deskctl.queries.ticket.visits import visits
from deskctl.sla.facts import Instant, instant_of, shown_moment
from deskctl.sla.gates import VISIT_REASONS

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

TABLE = "visit"


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitPlan:
    """A visit to be planned: for what, where, when, by whom, and who at the customer's agreed to it, if anybody did."""

    of: str
    start: Instant
    end: Instant | None = None
    engineers: Sequence[str] = ()
    ticket: int | None = None
    customer: str | None = None
    site: str | None = None
    travel_minutes: int | None = None
    purpose: str | None = None
    agreed_with: str | None = None

    @property
    def agreement(self) -> dict[str, str | None]:
        """The columns for the agreement: the state, and who confirmed it."""
        return {"state": "planned" if self.agreed_with is None else "confirmed", "confirmed_by": self.agreed_with}


def add_visit(desk: "Desk", plan: VisitPlan) -> str:
    """Add a planned visit, and return its id."""
    name = next_id(desk, TABLE, "V-", 4)
    columns = {field: getattr(plan, field) for field in plan.__dataclass_fields__ if field != "agreed_with"}
    engineers = json.dumps(list(plan.engineers))
    desk.insert(TABLE, {"id": name, **columns, "engineers": engineers, **plan.agreement})
    return name


def appoint(desk: "Desk", plan: VisitPlan) -> str:
    """Plan a visit that belongs to no ticket, or move the waiting one: a later appointment replaces it."""
    name = waiting_visit(desk.reader, desk.zone, plan.of, desk.now)
    event = "visit_planned" if name is None else "visit_moved"
    if name is None:
        name = add_visit(desk, plan)
    else:
        columns = {"start": plan.start, "end": plan.end, "engineers": json.dumps(list(plan.engineers))}
        desk.update(TABLE, {"id": name}, {**columns, **plan.agreement})
    conflicts = warn_of_conflicts(desk, as_planned(desk, name, plan))
    times = {"planned_at": rfc3339(plan.start, desk.zone), "until": rfc3339(plan.end, desk.zone)}
    data = {"visit": name, "of": plan.of, **times, "engineers": list(plan.engineers), "conflicts": conflicts}
    desk.record_in_history(TABLE, name, event, {key: value for key, value in data.items() if value})
    if plan.agreed_with is not None:
        desk.record_in_history(TABLE, name, "visit_confirmed", {"by_contact": plan.agreed_with})
    return name


def withdraw_appointment(desk: "Desk", of: str) -> None:
    """Drop the waiting visit of an appointment that was undone, so that nobody sets out for it."""
    name = waiting_visit(desk.reader, desk.zone, of, desk.now)
    if name is not None:
        desk.update(TABLE, {"id": name}, {"state": "dropped"})
        desk.record_in_history(TABLE, name, "visit_dropped", {"visit": name, "of": of})


def as_planned(desk: "Desk", name: str, plan: VisitPlan) -> PlannedVisit:
    """Return a planned visit before it is stored."""
    travel = plan.travel_minutes
    return PlannedVisit(
        id=name,
        of=plan.of,
        ticket=plan.ticket,
        customer=plan.customer,
        customer_name=None,
        site=plan.site,
        site_name=None,
        start=plan.start,
        end=plan.end,
        engineers=tuple(plan.engineers),
        travel_minutes=travel_minutes_to(desk.reader, plan.site) if travel is None else travel,
        purpose=plan.purpose,
        confirmed=plan.agreed_with is not None,
    )


def warn_of_conflicts(desk: "Desk", visit: PlannedVisit) -> list[dict[str, str]]:
    """Warn of conflicts of a visit, and return them as an action stores them."""
    conflicts = plan_warnings(desk.reader, desk.zone, visit, desk.at, desk.now)
    for one in conflicts:
        desk.warn(N_("{visit}: {why} ({other})."), visit=visit.id, why=reason_term(one.why), other=_other(desk, one))
    return [{"with": one.with_, "why": one.why} for one in conflicts]


def _other(desk: "Desk", conflict: Conflict) -> str:
    """Return with what a visit conflicts as people read it."""
    if conflict.why == SKILL:
        return choice_term("asset_class", conflict.with_)
    if conflict.why in {PAST, PROMISE}:
        return shown_moment(instant_of(conflict.with_), desk.zone)
    return conflict.with_


def keep_reason(desk: "Desk", reason: str | None) -> None:
    """Store on the ticket the last reason that entitles the customer to a visit, after one was recorded."""
    if reason in VISIT_REASONS:
        desk.change(visit_reason=value_in(desk.case, VISIT_REASON, desk.case.story))


def replaced_reason(desk: "Desk", reason: str | None) -> dict[str, str]:
    """Return the earlier reason for a visit as the action that replaces it stores it."""
    earlier = desk.case.columns[VISIT_REASON]
    return {BEFORE: earlier} if earlier is not None and reason in VISIT_REASONS else {}


def reason_term(why: str) -> Term:
    """Return the words for a conflict."""
    return choice_term("why", why)


def rederive_visit(desk: "Desk", name: str) -> None:
    """Update the row of a ticket's visit from the actions in force; without any it is dropped."""
    steps = history(desk.reader, desk.case.number)
    rows = [one for one in visits(steps, desk.zone) if one["id"] == name]
    if not rows or all(one["cancelled_at"] for one in rows):
        desk.update(TABLE, {"id": name}, {"state": "dropped"})
        return
    first = rows[0]
    columns: dict[str, Any] = {
        "start": read_rfc3339(first["planned_at"]),
        "end": read_rfc3339(first["until"]),
        "engineers": json.dumps([one["engineer"] for one in rows if one["engineer"]]),
        "state": "confirmed" if first["confirmed_at"] else "planned",
    }
    desk.update(TABLE, {"id": name}, columns)

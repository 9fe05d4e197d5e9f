"""Visits that nobody planned: they get their id when the first engineer sets out or arrives."""

import json
from typing import TYPE_CHECKING

from deskctl.operations.planning.visit_rows import TABLE, VisitPlan, add_visit
from deskctl.queries.ticket.history import ActionRow, history
from deskctl.queries.ticket.visits import visit_of_step

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


def id_of_visit(desk: "Desk", event: str) -> dict[str, str]:
    """Return the id of the visit for an action on the way to a site; nothing if the visit was planned.

    Engineers who travel together share one visit.
    """
    steps = history(desk.reader, desk.case.number)
    step = ActionRow(len(steps) + 1, desk.at, desk.now, desk.actor, None, event, "", {})
    visit = visit_of_step(steps, step, desk.zone)
    name: str | None = visit["id"] if visit else None
    if name is None:
        return {"visit": _begin(desk, event)}
    if any(one.event == "visit_planned" and one.data.get("visit") == name for one in steps):
        return {}
    _join(desk, name)
    return {"visit": name}


def _begin(desk: "Desk", event: str) -> str:
    columns = desk.case.columns
    plan = VisitPlan(
        of=desk.case.name, ticket=desk.case.number, customer=columns["customer"], site=columns["site"], start=desk.at,
        engineers=(desk.actor,),
    )  # fmt: skip
    name = add_visit(desk, plan)
    desk.record_in_history(TABLE, name, event, {"of": desk.case.name})
    return name


def _join(desk: "Desk", name: str) -> None:
    row = desk.row(TABLE, id=name)
    engineers = json.loads(row["engineers"]) if row else []
    if row and desk.actor not in engineers:
        desk.update(TABLE, {"id": name}, {"engineers": json.dumps([*engineers, desk.actor])})

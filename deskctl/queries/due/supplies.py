"""Duties about supplies: stock, cover of key models, loaners, parts, charges."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from deskctl.language.i18n import counted
from deskctl.names import ticket_name
from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.conditions.undone import not_undone
from deskctl.queries.dispatch.part_balance import pieces_of, received_for, requested_of
from deskctl.queries.due.due_inputs import chunks
from deskctl.queries.due.key_model_cover import LOANERS, STOCK, uncovered
from deskctl.queries.stock_and_loans import OUT
from deskctl.sla.events import DUE_CONDITION
from deskctl.store.port import stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from deskctl.queries.due.due_inputs import ActionInForce, DueInputs
    from deskctl.sla.duties import Duty

_DAY = 86_400
_NOT_AGREED = f"""
SELECT number, title, ticket.customer, reported_at, min(visit.start) AS planned FROM visit
JOIN ticket ON ticket.number = visit.ticket
WHERE visit_reason = 'chargeable' AND visit.state <> 'dropped' AND NOT EXISTS (
  SELECT 1 FROM charge WHERE charge.ticket = number)
  AND {IS_OPEN}
GROUP BY number, title, ticket.customer, reported_at ORDER BY number
"""
_IN_FORCE = {name: not_undone(name, among=DUE_CONDITION) for name in ("agreed", "step", "later")}
_NOT_CHARGED = f"""
SELECT number, title, customer, max(step.at) AS gone FROM action AS agreed JOIN ticket ON number = agreed.ticket
JOIN action AS step ON step.ticket = agreed.ticket
WHERE agreed.{DUE_CONDITION} AND agreed.event = 'charge_agreed' AND agreed.at <= ? AND {_IN_FORCE["agreed"]}
AND step.{DUE_CONDITION} AND step.event = 'left_site' AND step.at >= agreed.at AND step.at <= ? AND {_IN_FORCE["step"]}
AND NOT EXISTS (SELECT 1 FROM action AS later WHERE later.{DUE_CONDITION}
  AND later.event IN ('charge_agreed', 'charge_declined', 'charged') AND later.ticket = agreed.ticket
  AND (later.at > agreed.at OR (later.at = agreed.at AND later.seq > agreed.seq)) AND later.at <= ?
  AND {_IN_FORCE["later"]})
AND {{condition}} GROUP BY number, title, customer ORDER BY number
"""
"""The agreed charges whose visit is over and that were neither recorded, declined nor agreed again."""
_SETTLED_BY: Mapping[str, tuple[str, ...]] = {
    "business_informed": ("verify",),
    "model_verified": ("verify", "request"),
    "part_requested": ("verify", "request"),
    "part_received": ("verify", "request"),
    "part_expected": (),
}
"""The actions with parts, each with the duties that it ends."""

_PART_EVENTS = tuple(_SETTLED_BY)
_Awaited: TypeAlias = tuple[str, str]
"""What is to be done on a ticket, or the number of the request, and the part of a request."""


class _Since(NamedTuple):
    """The action that a duty began with, when it is due, and how many pieces are still to come."""

    step: ActionInForce
    due: int
    left: int = 0


def stock_below_minimum(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each part below its minimum stock, which tells how many are on order."""
    low = [row for row in inputs.rows(STOCK, [inputs.at]) if row["stock"] < row["min_qty"]]
    ordered = _ordered(inputs) if low else {}
    for row in low:
        name, on_order = f"{row['name']} {row['model']}", ordered.get(row["id"])
        if on_order:
            name += " " + counted("({n} on order)", "({n} on order)", on_order)
        yield inputs.until("stock_minimum", row["id"], f"{name}  {row['stock']}/{row['min_qty']}", None)


def _ordered(inputs: DueInputs) -> Mapping[str, int]:
    """Return how many pieces of each part were requested for open tickets and did not come yet."""
    ordered: Counter[str] = Counter()
    steps = inputs.steps("part_requested", "part_received", of=IS_OPEN)
    for _number, of_ticket in groupby(steps, attrgetter("ticket")):
        for (_request, part), left in requested_of(of_ticket).items():
            ordered[part] += left
    return ordered


def uncovered_models(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each key model that neither a part in stock nor a loaner in house covers."""
    for model in uncovered(inputs):
        yield inputs.until("cover", model, model, None)


def loaners_out(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for the return of each loaner that is out."""
    days = inputs.rules["loaner"]["due"]
    steps = inputs.rows(
        "SELECT id, at, json_extract(data, '$.until') AS until FROM master_action WHERE noun = 'loaner'"
        " AND event = 'loaner_extended' AND at <= ? ORDER BY id, seq",
        [inputs.at],
    )
    extended = {step["id"]: (step["at"], date.fromisoformat(step["until"])) for step in steps}
    for row in inputs.rows(LOANERS, [inputs.at]):
        if row["kind"] == OUT:
            since, until = extended.get(row["id"], (0, None))
            day = until if until and since >= row["at"] else inputs.day_of(row["at"]) + timedelta(days=days)
            yield inputs.on_day(
                "loaner", row["id"], row["name"], day, start=row["at"], ticket=row["ticket"], customer=row["customer"]
            )


def parts_waiting(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each part to be checked, requested or received, and for those long in repair."""
    yield from _parts_of_tickets(inputs)
    days = inputs.rules["part"]["repair"]
    text = (
        "SELECT ref, part, at, ticket FROM stock_move AS sent WHERE kind = 'rma_out' AND at <= ?1 AND NOT EXISTS ("
        "SELECT 1 FROM stock_move WHERE kind = 'rma_in' AND ref = sent.ref AND at <= ?1) ORDER BY ref"
    )
    for row in inputs.rows(text, [inputs.at]):
        due = row["at"] + days * _DAY
        if inputs.at > due:
            yield inputs.until(
                "part", row["ref"], row["part"], due, start=row["at"], ticket=row["ticket"], step="returned",
                part=row["part"],
            )  # fmt: skip


def _parts_of_tickets(inputs: DueInputs) -> Iterator[Duty]:
    waiting: dict[tuple[int, str, str], _Since] = {}
    for number, steps in groupby(inputs.steps(*_PART_EVENTS, of=IS_OPEN), attrgetter("ticket")):
        waiting |= {(number, *what): since for what, since in _parts_of(inputs, steps).items()}
    customers = _customers_of(inputs, sorted({number for number, *_what in waiting}))
    for (number, what, part), (step, due, _left) in waiting.items():
        is_requested = step.event == "part_requested"
        subject = what if is_requested else f"{ticket_name(number)}/{what}"
        yield inputs.until(
            "part", subject, str(step.data.get("part") or ticket_name(number)), due, start=step.at, ticket=number,
            customer=customers[number], step="receive" if is_requested else what, part=part,
        )  # fmt: skip


def _parts_of(inputs: DueInputs, steps: Iterable[ActionInForce]) -> dict[_Awaited, _Since]:
    """Return what the actions of one ticket leave to be done."""
    waiting: dict[_Awaited, _Since] = {}
    for step in steps:
        for name in _SETTLED_BY[step.event]:
            waiting.pop((name, ""), None)
        _wait_after(inputs, step, waiting)
    return waiting


def _customers_of(inputs: DueInputs, numbers: list[int]) -> dict[int, str | None]:
    """Return the customers of tickets by number."""
    customers: dict[int, str | None] = {}
    for some in chunks(numbers):
        text = f"SELECT number, customer FROM ticket WHERE number IN ({', '.join('?' * len(some))})"
        customers |= dict(inputs.conn.execute(text, [*some]))
    return customers


def _wait_after(inputs: DueInputs, step: ActionInForce, waiting: dict[_Awaited, _Since]) -> None:
    """Add the duty that begins with an action, move it to the expected day, or end it when all pieces came."""
    rule = inputs.rules["part"]
    if step.event == "business_informed":
        waiting["verify", ""] = _Since(step, inputs.hotline(step.at, rule["verify_minutes"]))
    elif step.event == "model_verified":
        waiting["request", ""] = _Since(step, inputs.hotline(step.at, rule["request_minutes"]))
    elif step.event == "part_requested":
        key = str(step.data.get("request")), str(step.data.get("part"))
        earlier = waiting[key].left if key in waiting else 0
        due = inputs.workdays(step.at, rule["receive_workdays"])
        waiting[key] = _Since(step, due, earlier + pieces_of(step))
    elif step.event == "part_received":
        _receive(step, waiting)
    else:
        day = date.fromisoformat(str(step.data["expected"]))
        for key in [key for key in waiting if _is_expected(key, step)]:
            waiting[key] = waiting[key]._replace(due=inputs.midnight(day + timedelta(days=1)))


def _receive(step: ActionInForce, waiting: dict[_Awaited, _Since]) -> None:
    """Take the pieces that came off the request that they are for."""
    key = received_for([key for key in waiting if key[1]], step)
    if key is None:
        return
    left = waiting[key].left - pieces_of(step)
    if left > 0:
        waiting[key] = waiting[key]._replace(left=left)
    else:
        del waiting[key]


def _is_expected(key: _Awaited, step: ActionInForce) -> bool:
    number, part = key
    return number == step.data.get("request") and step.data.get("part") in {None, part}


def charges(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each charge to be recorded after the visit, then for each to be agreed on."""
    rule = inputs.rules["charge"]
    condition, values = inputs.of_customers()
    rows = stream(inputs.conn, _NOT_CHARGED.format(condition=condition), (inputs.at,) * 3 + values)
    for number, title, customer, left in rows:
        due = inputs.workdays(left, rule["due_workdays"])
        yield inputs.until("charge", ticket_name(number), title, due, start=left, ticket=number, customer=customer)
    yield from _charges_to_agree(inputs)


def _charges_to_agree(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each planned chargeable visit without an agreed charge."""
    for row in inputs.rows(_NOT_AGREED):
        yield inputs.until(
            "charge", ticket_name(row["number"]), row["title"], row["planned"], start=row["reported_at"],
            ticket=row["number"], customer=row["customer"], planned_at=row["planned"],
        )  # fmt: skip

"""`clock report` and `policy compare`: how well promises are kept, and how another policy would compare."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Annotated

import typer

from deskctl.cli.app.closest_match import one_of
from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.cli.app.options import read_command
from deskctl.cli.output.results import RowsOnDemand
from deskctl.cli.schemas import fields_of
from deskctl.errors import Notice
from deskctl.language.i18n import N_
from deskctl.queries.json_values import Shape, rfc3339
from deskctl.queries.month.attainment import GROUPS, Attainment, MissedPromise, attainment, missed_promises
from deskctl.queries.month.closed_month import month_closes
from deskctl.queries.month.excluded_tickets import excluded_ticket_count
from deskctl.queries.month.policy_comparison import Comparison, compare
from deskctl.sla.state import STATES

_COLUMNS = ("group", "soft", "met", "missed", "rate", "overdue")

_LEFT_OUT = N_(
    "tickets left out, because their contract was not accepted yet or names no day of its final acceptance: {n};"
    " --pre-acceptance counts them, contract edit --final-acceptance-date sets the day for new ones"
)
_Since = Annotated[str | None, typer.Option(metavar="TIME", help=N_("Only clocks that started since then."))]
_Until = Annotated[
    str | None,
    typer.Option(
        metavar="TIME",
        help=N_(
            "Only clocks that started before then; once that month is closed, the figures are those of its closing."
        ),
    ),
]


@read_command
def report(
    invocation: Invocation,
    by: Annotated[str, typer.Option(metavar="|".join(GROUPS), help=N_("The grouping."))] = "clause",
    since: _Since = None,
    until: _Until = None,
    misses: Annotated[
        bool, typer.Option("--misses", help=N_("List each miss instead, with the owners of the ticket."))
    ] = False,
    pre_acceptance: Annotated[bool, typer.Option(help=N_("Count tickets from before acceptance too."))] = False,
) -> None:
    """Show how many promises were kept."""
    with invocation.reading() as desk:
        end = desk.since(until)
        closes = None if end is None else month_closes(desk.conn, end)
        grouping, begin = one_of("--by", by, tuple(GROUPS)) or by, desk.since(since)
        if misses:
            missed = missed_promises(desk.conn, at=desk.at, since=begin, until=end, closes=closes, every=pre_acceptance)
            shapes = (_miss_shape(miss, desk) for miss in missed)
            invocation.write(shapes, "miss")
            return
        groups, _missed = attainment(
            desk.conn,
            at=desk.at,
            by=grouping,
            since=begin,
            until=end,
            closes=closes,
            every=pre_acceptance,
            misses=False,
        )
        outside = 0 if pre_acceptance else excluded_ticket_count(desk.conn, since=begin, until=end)
    invocation.write([_shape(group) for group in groups], "attainment", _COLUMNS)
    if outside:
        invocation.warn([Notice(_LEFT_OUT, {"n": outside})])


@read_command
def compare_(
    invocation: Invocation,
    policy: Annotated[str, typer.Argument(metavar="ID", help=N_("The other policy, as `policy list` names it."))],
    since: _Since = None,
) -> None:
    """Show what another policy would have met and missed; nothing is written."""
    with invocation.reading() as desk:
        comparison = compare(desk.conn, policy, at=desk.at, since=desk.since(since))
    if invocation.form in {"json", "jsonl"}:
        invocation.show(_comparison_shape(policy, comparison))
        return
    invocation.write(_clauses(comparison), "compared")


def _shape(group: Attainment) -> Shape:
    shape = {name: getattr(group, name) for name in fields_of("attainment")}
    return shape | {"rate": None if group.rate is None else round(group.rate, 4)}


def _miss_shape(miss: MissedPromise, desk: Reading) -> Shape:
    held = [
        {"owner": one.owner, "from": rfc3339(one.begin, desk.zone), "to": rfc3339(one.end, desk.zone)}
        for one in miss.owners
    ]
    return {
        "ticket": miss.ticket,
        "clause": miss.clause,
        "soft": miss.soft,
        "due": rfc3339(miss.due, desk.zone),
        "stop": rfc3339(miss.stop, desk.zone),
        "over": miss.over,
        "held": held,
    }


def _comparison_shape(policy: str, comparison: Comparison) -> Shape:
    return {
        "policy": policy,
        "before": _totals(comparison.before),
        "after": _totals(comparison.after),
        "clauses": RowsOnDemand(partial(_clauses, comparison)),
        "tickets": RowsOnDemand(partial(_changed, comparison)),
    }


def _totals(side: dict[tuple[str, bool], Counter[str]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for (_clause, soft), states in side.items():
        if not soft:
            total.update(states)
    return {state: total[state] for state in STATES}


def _changed(comparison: Comparison) -> Iterator[Shape]:
    for ticket, change in comparison.differences:
        yield {"ticket": ticket, "clause": change.clause, "before": change.before, "after": change.after}


def _clauses(comparison: Comparison) -> Iterator[Shape]:
    for clause, soft in sorted({**comparison.before, **comparison.after}):
        yield {
            "clause": clause,
            "soft": soft,
            "met": comparison.before[clause, soft]["met"],
            "met_under": comparison.after[clause, soft]["met"],
            "missed": comparison.before[clause, soft]["missed"],
            "missed_under": comparison.after[clause, soft]["missed"],
            "tickets": comparison.differences.of(clause),
        }

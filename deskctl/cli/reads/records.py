"""Reads about reference data: list and show, the same for every noun, and the stock."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from deskctl.cli.app.closest_match import choice
from deskctl.cli.app.filter_options import FilterOption, filter_parameters, given_values, given_words
from deskctl.cli.app.invocation import Invocation, Reading
from deskctl.cli.app.options import read_command
from deskctl.cli.reads.empty_list import name_what_is_due
from deskctl.errors import Notice, Usage
from deskctl.language.i18n import N_, _
from deskctl.queries.conditions.filter_values import require_ids
from deskctl.queries.json_values import Shape
from deskctl.queries.reference.record_references import with_remaining_records
from deskctl.queries.reference.records import (
    CURRENT,
    EVERY,
    RETIRED,
    can_be_retired,
    can_be_unverified,
    concerns_customers,
    list_records,
    show_record,
)

_FILTERS = (FilterOption("customer", "ID", N_("Only for this customer.")),)
_HIDDEN_IN_TABLES = frozenset({
    "lang", "answer", "files", "options", "opening_qty",
    "unverified", "external_id", "retired_at", "merged_into", "active",
})  # fmt: skip


def listing(noun: str) -> Callable[..., None]:
    """Return the command that lists the records of a noun."""
    filters = _FILTERS if concerns_customers(noun) else ()

    def command(
        invocation: Invocation,
        words: list[str] | None = None,
        state: str | None = None,
        unverified: bool = False,
        **options: list[str] | None,
    ) -> None:
        customers, others = (given_values(options, name) for name in ("customer", "not_customer"))
        with invocation.reading() as desk:
            require_ids(desk.conn, "customer", (*customers, *others))
            customers, others = (with_remaining_records(desk.conn, "customer", named) for named in (customers, others))
            text = given_words(words)
            rows = list_records(
                desk.conn,
                noun,
                desk.zone,
                words=text,
                customers=customers,
                without_customers=others,
                state=choice("state", "--state", state or CURRENT, (CURRENT, RETIRED, EVERY)),
                unverified=unverified,
            )
            rows = _with_states(desk, noun, rows)
            if not (rows or text or state or unverified):
                name_what_is_due(desk, noun, customers=customers, without_customers=others)
        invocation.write(rows, noun, [name for name in (rows[0] if rows else ()) if name not in _HIDDEN_IN_TABLES])

    words = typer.Argument(metavar="WORDS", help=N_("Fragments; each must occur."))
    parameters: dict[str, Any] = {
        "invocation": Invocation,
        "words": Annotated[list[str] | None, words],
        **_states(noun),
    }
    own = _signed(command, parameters, {"words": None, "state": None, "unverified": False})
    return read_command(command, [*inspect.signature(own).parameters.values(), *filter_parameters(filters)])


def _states(noun: str) -> dict[str, Any]:
    """Return the options for retired and unverified records, if the noun has any."""
    options: dict[str, Any] = {}
    if can_be_retired(noun):
        words = _("Current ones, retired ones, or all.")
        options["state"] = Annotated[str | None, typer.Option(metavar="CHOICE", help=words)]
    if can_be_unverified(noun):
        words = _("Only those that nobody has verified yet.")
        options["unverified"] = Annotated[bool, typer.Option("--unverified", help=words)]
    return options


def showing(noun: str) -> Callable[..., None]:
    """Return the command that shows one record of a noun."""

    def command(invocation: Invocation, key: str) -> None:
        with invocation.reading() as desk:
            (shape,) = _with_states(desk, noun, [show_record(desk.conn, noun, key, desk.zone)])
        if shape["id"] != key:
            invocation.warn([Notice(N_("{id} was merged into {into}."), {"id": key, "into": shape["id"]})])
        invocation.show(shape, noun)

    key = Annotated[str, typer.Argument(metavar="ID", help=N_("Its id."))]
    return read_command(_signed(command, {"invocation": Invocation, "key": key}, {}))


def _with_states(desk: Reading, noun: str, rows: list[Shape]) -> list[Shape]:
    """Return the rows with the states of visits, which are derived and not stored."""
    if noun != "visit":
        return rows
    from deskctl.queries.dispatch.planned_visits import visit_states

    states = visit_states(desk.conn, desk.zone, [row["id"] for row in rows], desk.at)
    return [row | {"state": states[row["id"]]} for row in rows]


def _signed(command: Callable[..., None], parameters: dict[str, Any], defaults: dict[str, Any]) -> Callable[..., None]:
    """Set the signature of a command that Typer inspects."""
    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                annotation=annotation,
                default=defaults.get(name, inspect.Parameter.empty),
            )
            for name, annotation in parameters.items()
        ]
    )
    return command


@read_command
def stock(
    invocation: Invocation,
    below_minimum: Annotated[bool, typer.Option("--below-minimum", help=N_("Only parts below their minimum."))] = False,
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help=N_("Fragments; each must occur."))] = None,
) -> None:
    """List the stock of parts."""
    if invocation.as_of is not None:
        raise Usage(N_("The stock is counted now; --as-of has no meaning here."))
    with invocation.reading() as desk:
        parts = list_records(desk.conn, "part", desk.zone, words=given_words(words))
    rows = [
        {
            "part": part["id"],
            "name": part["name"],
            "model": part["model"],
            "in_stock": part["in_stock"],
            "min_qty": part["min_qty"],
            "below_minimum": part["in_stock"] < part["min_qty"],
            "location": part["location"],
        }
        for part in parts
    ]
    shown = [row for row in rows if row["below_minimum"] or not below_minimum]
    invocation.write(shown, "stock")

"""Further figures of a monthly report: stock, loaners, inspections, return visits, trainings, improvements."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from deskctl.queries.services.record_actions import CANCELLED_TRAININGS
from deskctl.queries.stock_and_loans import OUT, last_move, stock_of
from deskctl.store.facts.rows import rows_by_name

if TYPE_CHECKING:
    from deskctl.queries.month.past_names import PastNames
    from deskctl.queries.month.period import Period
    from deskctl.store.port import Reader

_OF = "(?1 IS NULL OR {table}.customer = ?1)"


def stock_below_minimum(conn: Reader, period: Period, past: PastNames) -> list[tuple[str, str, int, int]]:
    """Return the parts below their minimum stock, as (name, model, minimum, in stock)."""
    stock = stock_of("part", when="at < ?1")
    rows = conn.execute(
        f"SELECT id, name, model, min_qty, stock FROM (SELECT part.*, {stock} AS stock FROM part) AS part"
        " WHERE stock < min_qty ORDER BY id",
        [period.last],
    )
    return [
        (past.of("part", key, "name", name), past.of("part", key, "model", model), least, in_stock)
        for key, name, model, least, in_stock in rows
    ]


def loaners_out(conn: Reader, period: Period, past: PastNames) -> list[tuple[str, str, int | None, int]]:
    """Return the loaners that were out at the end of a period, as (name, model, ticket, since)."""
    last = last_move("loaner.id", when="at < ?2")
    rows = conn.execute(
        "SELECT loaner.id, loaner.name, loaner.model, move.ticket, move.at FROM loaner"
        f" JOIN stock_move AS move ON move.rowid = {last} LEFT JOIN ticket ON ticket.number = move.ticket"
        f" WHERE move.kind = '{OUT}' AND (?1 IS NULL OR ticket.customer = ?1) ORDER BY move.at",
        [period.customer, period.last],
    )
    return [
        (past.of("loaner", key, "name", name), past.of("loaner", key, "model", model), number, at)
        for key, name, model, number, at in rows
    ]


def inspections(conn: Reader, period: Period, past: PastNames, month: str) -> list[dict[str, Any]]:
    """Return the inspections that were planned for a month or done in the period."""
    rows = _records(
        conn,
        past,
        "SELECT inspection.*, customer.name AS customer_name, site.name AS site_name FROM inspection"
        " JOIN customer ON customer.id = inspection.customer JOIN site ON site.id = inspection.site"
        f" WHERE {_OF.format(table='inspection')} AND (period = ?2 OR (done_at >= ?3 AND done_at < ?4))"
        " ORDER BY due, inspection.id",
        [period.customer, month, period.begin, period.last],
    )
    return [row | {"items": json.loads(row["items"])} for row in rows]


def return_visits(conn: Reader, period: Period, past: PastNames) -> list[dict[str, Any]]:
    """Return the return visits made in a period."""
    return _records(
        conn,
        past,
        "SELECT return_visit.*, customer.name AS customer_name FROM return_visit"
        " JOIN customer ON customer.id = return_visit.customer"
        f" WHERE {_OF.format(table='return_visit')} AND at >= ?2 AND at < ?3"
        " AND return_visit.retired_at IS NULL ORDER BY at",
        [period.customer, period.begin, period.last],
    )


def trainings(conn: Reader, period: Period, past: PastNames) -> list[dict[str, Any]]:
    """Return the trainings that were requested or held in a period."""
    return _records(
        conn,
        past,
        f"SELECT training.*, training.id IN ({CANCELLED_TRAININGS} AND at <= ?4) AS cancelled,"
        " customer.name AS customer_name FROM training JOIN customer ON customer.id = customer"
        f" WHERE {_OF.format(table='training')} AND ((held_at >= ?2 AND held_at < ?3)"
        " OR (requested_at >= ?2 AND requested_at < ?3)) ORDER BY training.id",
        [period.customer, period.begin, period.last, period.known],
    )


def improvements(conn: Reader, past: PastNames) -> list[tuple[str, str, str | None, str]]:
    """Return the improvements as (id, text, owner, state)."""
    rows = conn.execute(
        "SELECT improvement.id, text, owner, staff.name, state FROM improvement LEFT JOIN staff ON staff.id = owner"
        " ORDER BY improvement.id"
    )
    return [(key, text, past.of("staff", owner, "name", name), state) for key, text, owner, name, state in rows]


def _records(conn: Reader, past: PastNames, text: str, values: list[Any]) -> list[dict[str, Any]]:
    """Return rows by column name, with the names that customers and sites had then."""
    rows = rows_by_name(conn, text, values)
    for row in rows:
        row["customer_name"] = past.customers[row["customer"]]
        if "site_name" in row:
            row["site_name"] = past.of("site", row["site"], "name", row["site_name"])
    return rows

"""An inspection or a return visit with everything that its document prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from deskctl.errors import NotFound, Refused
from deskctl.language.i18n import N_
from deskctl.queries.reference.desk_facts import desk_currency
from deskctl.queries.services.past_equipment import equipment_then
from deskctl.queries.services.planned_inspections import planned_inspection
from deskctl.queries.services.site_checklists import checklist_titles, item_names, item_units
from deskctl.queries.services.sites_together import sites_inspected_with
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.facts.rows import by_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.queries.json_values import Shape
    from deskctl.store.port import Reader

_CUSTOMER = "customer.name AS customer_name, customer.name_en AS customer_name_en, customer.lang"
_INSPECTION = f"""
SELECT inspection.*, {_CUSTOMER}, site.name AS site_name, site.address, staff.name AS inspector, contact.name AS signer,
       contact.title AS signer_title
FROM inspection JOIN customer ON customer.id = inspection.customer JOIN site ON site.id = inspection.site
LEFT JOIN staff ON staff.id = done_by LEFT JOIN contact ON contact.id = signed_by
"""
_RETURN_VISIT = f"""
SELECT return_visit.*, {_CUSTOMER}, staff.name AS visitor, staff.role AS visitor_role, contact.name AS contact_name,
       contact.title AS contact_title, contact.phone AS contact_phone
FROM return_visit JOIN customer ON customer.id = return_visit.customer LEFT JOIN staff ON staff.id = "by"
LEFT JOIN contact ON contact.id = with_contact
"""
_FROM_EARLIER = (
    "SELECT ticket.number, ticket.title, ticket.status, ticket.inspection FROM ticket"
    " JOIN inspection ON inspection.id = ticket.inspection WHERE inspection.site = ? AND inspection.id <> ?"
    " ORDER BY ticket.number DESC LIMIT 20"
)
_LISTS = ("items", "advice", "advisories_delivered", "changes_seen", "improvements")


def _not_recorded(conn: Reader, key: str) -> Refused | NotFound:
    """Return why there is no report of an inspection: nobody has begun with it, or no plan has it."""
    if planned_inspection(conn, key) is None:
        return NotFound(N_("There is no inspection {id}."), id=key, hint="deskctl due list --kind inspection")
    return Refused(
        N_("Nothing is recorded for {id} yet; its blank sheet can be printed."), id=key, code="order",
        hint=f"deskctl inspection sheet {key}",
    )  # fmt: skip


def inspection(conn: Reader, key: str) -> Shape:
    """Return an inspection with the one before at the same site and the equipment there; raises `NotFound`."""
    records = _records(conn, f"{_INSPECTION} WHERE inspection.id = ?", [key])
    if not records:
        raise _not_recorded(conn, key)
    (record,) = records
    before = _records(
        conn,
        f"{_INSPECTION} WHERE inspection.site = ? AND done_at < ? ORDER BY done_at DESC LIMIT 1",
        [record["site"], record["done_at"]],
    )
    places = sites_inspected_with(conn, record["site"], record["period"], record["done_at"])
    inspected = [item["asset"] for item in record["items"] if item.get("asset")]
    return {
        **record,
        "before": before[0] if before else None,
        "assets": equipment_then(conn, places, record["done_at"]),
        "equipment_names": {row["id"]: row["name"] for row in _named(conn, "asset", inspected)},
        "names": item_names(conn),
        "units": item_units(conn),
        "recommendations": _records(conn, "SELECT * FROM recommendation WHERE inspection = ? ORDER BY id", [key]),
        "earlier": _records(conn, _FROM_EARLIER, [record["site"], key]),
        "checklists": checklist_titles(conn, _checklists(conn, key)),
        "currency": desk_currency(conn),
        "zone": desk_zone(conn),
    }


def _checklists(conn: Reader, key: str) -> list[str]:
    """Return the checklists that applied when an inspection was done."""
    row = conn.execute(
        "SELECT json_extract(data, '$.checklists') FROM master_action WHERE noun = 'inspection' AND id = ?"
        " AND event = 'inspected' ORDER BY seq DESC LIMIT 1",
        [key],
    ).fetchone()
    return json.loads(row[0] or "[]") if row else []


def return_visit(conn: Reader, key: str) -> Shape:
    """Return a return visit with its notices, improvements and tickets; raises `NotFound`."""
    records = _records(conn, f"{_RETURN_VISIT} WHERE return_visit.id = ?", [key])
    if not records:
        raise NotFound(N_("There is no return visit {visit}."), visit=key)
    (record,) = records
    (since,) = conn.execute(
        "SELECT coalesce(max(at), 0) FROM return_visit WHERE customer = ? AND at < ? AND retired_at IS NULL",
        [record["customer"], record["at"]],
    ).fetchone()
    return {
        **record,
        "advisories": _named(conn, "advisory", record["advisories_delivered"]),
        "improvement_rows": _improvements(conn, record["improvements"], key),
        "extra": _only_in_history(conn, key),
        "tickets": _records(
            conn,
            "SELECT number, title, status, reported_at FROM ticket WHERE customer = ? AND reported_at >= ?"
            " AND reported_at < ? ORDER BY number",
            [record["customer"], since, record["at"]],
        ),
        "zone": desk_zone(conn),
    }


def _improvements(conn: Reader, ids: Sequence[str], visit: str) -> list[dict[str, Any]]:
    """Return the improvements that a visit names, and those that name the visit as their source."""
    marks = ", ".join("?" * len(ids))
    text = (
        "SELECT improvement.*, staff.name AS owner_name FROM improvement LEFT JOIN staff ON staff.id = owner"
        f" WHERE improvement.id IN ({marks}) OR source = ? ORDER BY improvement.id"
    )
    return _records(conn, text, [*ids, visit])


def _only_in_history(conn: Reader, key: str) -> dict[str, Any]:
    """Return the fields of a return visit that only its history stores."""
    row = conn.execute(
        "SELECT data FROM master_action WHERE noun = 'return_visit' AND id = ? AND event = 'return_visited'"
        " ORDER BY seq DESC LIMIT 1",
        [key],
    ).fetchone()
    return json.loads(row[0]) if row else {}


def _named(conn: Reader, table: str, ids: Sequence[str]) -> list[dict[str, Any]]:
    marks = ", ".join("?" * len(ids))
    return _records(conn, f"SELECT * FROM {table} WHERE id IN ({marks}) ORDER BY id", ids)


def _records(conn: Reader, text: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    return [_unpacked(row) for row in by_name(conn.execute(text, list(values)))]


def _unpacked(record: dict[str, Any]) -> dict[str, Any]:
    return record | {name: json.loads(record[name] or "[]") for name in _LISTS if name in record}

"""The form of an inspection: each item with its last value; and what remains to be recorded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.policy_file.checklists import GROUPS
from deskctl.queries.files.file_lists import list_files
from deskctl.queries.files.file_owners import FileOwner
from deskctl.queries.services.planned_inspections import next_of, planned_inspection
from deskctl.queries.services.site_checklists import items_at, lists_at
from deskctl.queries.services.sites_together import sites_inspected_with
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.facts.rows import rows_by_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from deskctl.store.port import Reader

_SITE = (
    "SELECT site.id, site.name, site.address, customer.id, customer.name, customer.name_en, customer.lang FROM site"
    " JOIN customer ON customer.id = site.customer WHERE site.id = ?"
)
_BEFORE = (
    "SELECT id, done_at, items FROM inspection WHERE site = ? AND done_at IS NOT NULL AND id <> ?"
    " ORDER BY done_at DESC LIMIT 1"
)
_EQUIPMENT = (
    "SELECT asset.id, asset.name, model, serial, site.name AS site_name FROM asset JOIN site ON site.id = asset.site"
    " WHERE asset.site = ? AND asset.retired_at IS NULL ORDER BY asset.id"
)
_STILL_OPEN = (
    "SELECT number, title, status FROM ticket WHERE inspection IN (SELECT id FROM inspection WHERE site = ?)"
    " ORDER BY number DESC LIMIT 20"
)


def inspection_form(conn: Reader, name: str) -> dict[str, Any]:
    """Return the form of an inspection, recorded or only planned; raises `NotFound`."""
    row = conn.execute("SELECT site, period, due, items FROM inspection WHERE id = ?", [name]).fetchone()
    planned = None if row else planned_inspection(conn, name)
    if row is None and planned is None:
        raise NotFound(N_("There is no inspection {id}."), id=name, hint="deskctl due list --kind inspection")
    site, period, due, items = row or tuple((planned or {})[key] for key in ("site", "period", "due", "items"))
    place = conn.execute(_SITE, [site]).fetchone()
    keys = ("site", "site_name", "address", "customer", "customer_name", "customer_name_en", "lang")
    before = conn.execute(_BEFORE, [site, name]).fetchone()
    last = json.loads(before[2]) if before else []
    lists, places = lists_at(conn, site, period), sites_inspected_with(conn, site, period)
    return {
        "id": name, **dict(zip(keys, place, strict=True)), "period": period, "due": due,
        "before": before[0] if before else None, "zone": desk_zone(conn),
        "assets": [row for one in places for row in rows_by_name(conn, _EQUIPMENT, [one])],
        "items": [
            {"item": item, "now": _value(json.loads(items), item), "last": _value(last, item)}
            for one in lists.values() for item in one.items
        ],
        "checklists": [(one.zh, one.en, str(one.version)) for one in lists.values()],
        "tickets": [dict(zip(("number", "title", "status"), one, strict=True))
                    for one in conn.execute(_STILL_OPEN, [site])],
    }  # fmt: skip


def remaining_work(conn: Reader, row: Mapping[str, Any], zone: tzinfo) -> dict[str, Any]:
    """Return what is still to be recorded in an inspection, its files, and the next one or why there is none.

    To be recorded are required items, and one item at least of each group that has none.
    """
    named = [str(one["item"]) for one in row["items"]]
    items = items_at(conn, row["site"], row["period"])
    open_items = [one for one in items if one.required and not any(map(one.named, named))]
    known = {one["group"] for one in row["items"]} | {one.group for one in open_items}
    missing = [*(one.key for one in open_items), *(group for group in GROUPS if group not in known)]
    files = list_files(conn, zone, FileOwner(row["id"], "inspection"))
    shown = [{name: file[name] for name in ("attachment", "name", "kind", "public")} for file in files]
    return {"missing": missing if row["done_at"] is None else [], "files": shown, **next_of(conn, row)._asdict()}


def _value(items: list[dict[str, Any]], item: Any) -> str | None:
    return next((one.get("value") for one in items if item.named(str(one["item"]))), None)

"""The checklists of sites and tickets; a firm's own checklist replaces a shipped one of the same name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deskctl.policy_file.checklists import Checklist, ChecklistItem, checklists, read_checklist
from deskctl.queries.conditions.undone import not_undone
from deskctl.queries.services.inspected_sites import Device, equipment_at
from deskctl.queries.services.sites_together import plan_of, sites_inspected_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.store.port import Reader

_OWN = "SELECT source FROM checklist WHERE retired_at IS NULL ORDER BY id"


def known_checklists(conn: Reader) -> dict[str, Checklist]:
    """Return every checklist by name."""
    own = {made.id: made for made in (read_checklist(source) for (source,) in conn.execute(_OWN))}
    return {**checklists(), **own}


def checklist_titles(conn: Reader, names: list[str]) -> list[tuple[str, str, str]]:
    """Return the titles in Chinese and English and the version of checklists written as `server/2`."""
    by_name = known_checklists(conn)
    parts = [name.partition("/") for name in names]
    return [
        (by_name[name].zh, by_name[name].en, version) if name in by_name else (name, name, version)
        for name, _slash, version in parts
    ]


def lists_at(conn: Reader, site: str, period: str) -> dict[str, Checklist]:
    """Return the checklists of an inspection: those in the plan of its site, else those for the equipment inspected."""
    by_name, plan = known_checklists(conn), plan_of(conn, site, period)
    if plan is not None and plan.checklists:
        return {name: by_name[name] for name in plan.checklists if name in by_name}
    present = {device.asset_class for device in equipment_at(conn, sites_inspected_with(conn, site, period))}
    return {name: one for name, one in by_name.items() if one.classes & present and "inspection" in one.uses}


def inspected_equipment(conn: Reader, sites: Sequence[str], item: str, asset: str | None) -> list[Device]:
    """Return the equipment at some sites that an item of a checklist is about, or the named one."""
    one = known_checklists(conn).get(item.partition(".")[0])
    return [
        device
        for device in equipment_at(conn, sites)
        if (device.id == asset if asset else one is None or device.asset_class in one.classes)
    ]


def items_at(conn: Reader, site: str, period: str) -> tuple[ChecklistItem, ...]:
    """Return the checklist items for the inspection of a site in a period."""
    return tuple(item for one in lists_at(conn, site, period).values() for item in one.items)


def attached_checklists(conn: Reader, ticket: int) -> dict[str, Checklist]:
    """Return the checklists attached to a ticket, each in the version of that time."""
    rows = conn.execute(
        f"SELECT data FROM action AS step WHERE ticket = ? AND event = 'checklist_added' AND {not_undone('step')}"
        " ORDER BY seq",
        [ticket],
    ).fetchall()
    named = [json.loads(data) for (data,) in rows]
    made = {one["template"]: _version(conn, one["template"], one["version"]) for one in named}
    return {name: one for name, one in made.items() if one is not None}


def open_items(conn: Reader, ticket: int) -> list[ChecklistItem]:
    """Return the required items of a ticket's checklists that nobody ticked off."""
    text = f"SELECT data FROM action AS step WHERE ticket = ? AND event = 'checklist_ticked' AND {not_undone('step')}"
    rows = conn.execute(text, [ticket])
    ticked = {json.loads(data)["item"] for (data,) in rows}
    lists = attached_checklists(conn, ticket).values()
    return [item for one in lists for item in one.items if item.required and item.key not in ticked]


def _version(conn: Reader, name: str, version: int) -> Checklist | None:
    """Return a version of a checklist; the current one if that version is not stored."""
    rows = conn.execute(
        "SELECT data FROM master_action WHERE noun = 'checklist' AND id = ? AND event = 'checklist_installed'"
        " ORDER BY seq DESC", [name],
    ).fetchall()  # fmt: skip
    kept = next((data for data in (json.loads(text) for (text,) in rows) if data["version"] == version), None)
    return read_checklist(kept["source"]) if kept else known_checklists(conn).get(name)


def item_units(conn: Reader) -> dict[str, str]:
    """Return the unit of every item that has one, by its key."""
    return {item.key: item.unit for one in known_checklists(conn).values() for item in one.items if item.unit}


def item_names(conn: Reader) -> dict[str, tuple[str, str]]:
    """Return the Chinese and the English name of every item by its key, those of earlier versions included.

    They are also found by either name, by which imported inspections call the items.
    """
    earlier = conn.execute(
        "SELECT json_extract(data, '$.source') FROM master_action"
        " WHERE noun = 'checklist' AND event = 'checklist_installed' ORDER BY at"
    )
    lists = [*checklists().values(), *(read_checklist(source) for (source,) in earlier)]
    pairs = {item.key: (item.zh, item.en) for one in lists for item in one.items}
    return {name: pair for pair in pairs.values() for name in pair} | pairs

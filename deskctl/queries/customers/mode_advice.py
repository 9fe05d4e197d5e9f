"""Which way of service fits a need: the five sentences of the source (S3-rec-1 to S3-rec-5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.reference.hours import calendars
from deskctl.queries.reference.policies import clause_words
from deskctl.queries.services.notices import runs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.queries.json_values import Shape
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_ADVICE: Mapping[str, tuple[str, str]] = {
    "fast": ("phone", "S3-rec-1"),
    "independent": ("email", "S3-rec-2"),
    "discussion": ("on_site", "S3-rec-3"),
    "how_to": ("courseware", "S3-rec-4"),
    "many_people": ("training", "S3-rec-5"),
}
_HOURS: Mapping[str, str] = {"phone": "HOTLINE", "remote": "REMOTE", "on_site": "ROUTINE", "training": "ROUTINE"}
_OFFERED = {
    "course": "retired_at IS NULL AND coalesce(audience, 'all') = 'all'",
    "faq": "retired_at IS NULL AND coalesce(state, '') <> 'draft'",
}
NEEDS = tuple(_ADVICE)


def recommended_mode(need: str) -> str:
    """Return the way of service that the source recommends for a need."""
    return _ADVICE[need][0]


def mode_advice(conn: Reader, need: str, systems: list[str], lang: str, at: Instant) -> Shape:
    """Return the recommendation with its clause, whether it can be had now, and what fits the systems."""
    mode, clause = _ADVICE[need]
    words = clause_words(conn, None, None, clause)
    return {
        "need": need,
        "mode": mode,
        "clause": clause,
        "sentence": None if words is None else words[0 if lang == "zh" else 1],
        "available_now": is_available(conn, mode, at),
        "courses": _fitting(conn, "course", systems, lang),
        "faq": _fitting(conn, "faq", systems, lang),
        "other": [other for other, _clause in _ADVICE.values() if other != mode],
    }


def is_available(conn: Reader, mode: str, at: Instant) -> bool:
    """Return whether a way of service can be had at a time; mails and courseware always can."""
    hours = _HOURS.get(mode)
    return hours is None or calendars(conn)[hours].is_open(at)


def systems_of_ticket(conn: Reader, number: int) -> list[str]:
    """Return the models that a ticket is about."""
    found = conn.execute(
        "SELECT model FROM ticket_asset JOIN asset ON asset.id = asset WHERE ticket = ? AND model IS NOT NULL", [number]
    )
    return [model for (model,) in found]


def systems_of_assets(conn: Reader, assets: list[str]) -> list[str]:
    """Return the models of some equipment."""
    marks = ", ".join("?" * len(assets))
    found = conn.execute(f"SELECT model FROM asset WHERE id IN ({marks}) AND model IS NOT NULL", assets)
    return [model for (model,) in found]


def _fitting(conn: Reader, table: str, systems: list[str], lang: str) -> list[str]:
    found = conn.execute(f"SELECT id, system FROM {table} WHERE lang = ? AND {_OFFERED[table]} ORDER BY id", [lang])
    return [name for name, system in found if any(runs(model, system) for model in systems)]

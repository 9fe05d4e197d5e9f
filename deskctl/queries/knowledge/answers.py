"""The answers of the FAQ at a time: which are published, since when, and the text of each version."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from deskctl.errors import NotFound
from deskctl.language.folding import fold
from deskctl.language.i18n import N_
from deskctl.queries.conditions.undone import not_undone
from deskctl.sla.events import DUE_CONDITION
from deskctl.store.facts.rows import by_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

DRAFT, INTERNAL = "draft", "internal"
_PUBLISHED = f"""
SELECT json_extract(data, '$.faq'), min(at) FROM action AS step
WHERE step.{DUE_CONDITION} AND event = 'faq_published' AND at <= ?1
AND {not_undone("step", among=DUE_CONDITION)} GROUP BY 1
"""
_STEPS = """
SELECT id, at, event, data FROM master_action WHERE noun = 'faq' AND at <= ? ORDER BY id, seq
"""
_ANSWERS = """
SELECT faq.*, (SELECT max(at) FROM action WHERE ticket = source_ticket AND event = 'resolved' AND at <= ?1)
    AS resolved_at FROM faq WHERE retired_at IS NULL OR retired_at > ?1 ORDER BY id
"""


def first_draft(conn: Reader, system: str, lang: str) -> str | None:
    """Return the first draft for customers on a system in a language; None if there is none."""
    rows = conn.execute(
        "SELECT id, system, audience FROM faq WHERE state = ? AND lang = ? AND retired_at IS NULL ORDER BY id",
        [DRAFT, lang],
    )
    folded = fold(system)
    return next((name for name, of, audience in rows if audience != INTERNAL and fold(of) == folded), None)


def published_answers(
    conn: Reader, at: Instant, *, system: str | None = None, lang: str | None = None
) -> list[dict[str, Any]]:
    """Return the published answers for customers, each with `at`, the time of its last change.

    `published_at` is the time of the first publication, `versions` that of each later version.
    """
    published = dict(conn.execute(_PUBLISHED, (at,)).fetchall())
    changed = _changes(conn, at)
    rows = by_name(conn.execute(_ANSWERS, (at,)))
    return [
        {**row, "published_at": since, **changed.get(row["id"], _UNCHANGED).after(since)}
        for row in rows
        if row["state"] != DRAFT and row["audience"] != INTERNAL
        if system is None or fold(row["system"]) == fold(system)
        if lang is None or row["lang"] == lang
        if (since := _since(row, published, changed)) is not None
    ]


@dataclass(frozen=True, slots=True)
class _Changes:
    """When an answer was first released, and when it got each of its later versions."""

    released: Instant | None = None
    versions: Mapping[int, Instant] = field(default_factory=dict)

    def after(self, published: Instant) -> dict[str, Any]:
        """Return the times of the versions and of the last one of an answer; drafts were not published earlier."""
        versions = {version: max(at, published) for version, at in self.versions.items()}
        return {"versions": versions, "at": max(published, self.released or 0, *versions.values())}


_UNCHANGED = _Changes()


def _since(row: dict[str, Any], published: dict[str, Instant], changed: dict[str, _Changes]) -> Instant | None:
    """Return when an answer was published: released or recorded, else when its ticket was resolved, else changed."""
    changes = changed.get(row["id"], _UNCHANGED)
    since = changes.released or published.get(row["id"]) or row["resolved_at"]
    return since if since is not None or row["state"] is None else max(changes.versions.values(), default=None)


def _changes(conn: Reader, at: Instant) -> dict[str, _Changes]:
    """Return when each answer was released and when its text was changed."""
    found: dict[str, _Changes] = {}
    for name, when, event, data in conn.execute(_STEPS, (at,)):
        known = found.get(name, _UNCHANGED)
        if event == "faq_released" and known.released is None:
            found[name] = replace(known, released=when)
        elif event == "edited" and (version := json.loads(data).get("version")):
            found[name] = replace(known, versions={**known.versions, int(version["to"]): when})
    return found


def answer_at_version(conn: Reader, shape: dict[str, Any], version: int) -> dict[str, Any]:
    """Return an answer as it was in a version; `shape` is the current one. Raises `NotFound`."""
    text = "SELECT data FROM master_action WHERE noun = 'faq' AND id = ? AND event = 'edited' ORDER BY seq DESC"
    then = dict(shape)
    for (data,) in conn.execute(text, (shape["id"],)):
        if then["version"] == version:
            break
        then.update({name: sides["from"] for name, sides in json.loads(data).items() if name in then})
    if then["version"] != version:
        raise NotFound(N_("{id} has no version {version}."), id=shape["id"], version=version)
    return then


def version_at(conn: Reader, name: str, at: Instant) -> int:
    """Return the version of an answer at a time."""
    later = (
        "SELECT json_extract(data, '$.version.from') FROM master_action WHERE noun = 'faq' AND id = ? AND at > ?"
        " AND event = 'edited' AND json_extract(data, '$.version') IS NOT NULL ORDER BY seq LIMIT 1"
    )
    row = conn.execute(later, (name, at)).fetchone()
    if row is None:
        row = conn.execute("SELECT version FROM faq WHERE id = ?", (name,)).fetchone()
    return int(row[0]) if row else 1

"""The courses visible to a customer: those on systems that the customer runs, and those made for the customer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from deskctl.queries.reference.model_patterns import matches_model
from deskctl.store.facts.rows import rows_by_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.store.port import Reader

EVERY_SYSTEM = "*"
_MODELS = """
SELECT DISTINCT model FROM asset JOIN site ON site.id = site
WHERE site.customer = ? AND model IS NOT NULL AND asset.retired_at IS NULL
"""
_HANDED_OVER = """
SELECT base_material, material_version FROM training WHERE customer = ? AND material_delivered_at IS NOT NULL
"""
_ADAPTED = "SELECT 1 FROM training WHERE material_version = ?"
_WAS_ADAPTED = "SELECT 1 FROM master_action WHERE noun = 'training' AND id = ? AND event = 'material_adapted'"
_FILES = 'SELECT * FROM attachment WHERE "of" = ? AND version IS NOT NULL AND purged_at IS NULL AND hidden_at IS NULL'


def catalogue(conn: Reader, customer: str) -> list[dict[str, Any]]:
    """Return the courses that a customer may read, each with its editions."""
    return [_shape(conn, row) for row in _visible(conn, customer)]


def visible_course(conn: Reader, customer: str, course: str) -> dict[str, Any] | None:
    """Return a course if a customer may read it."""
    return next((row for row in _visible(conn, customer) if row["id"] == course.upper()), None)


def edition(conn: Reader, course: str, version: int) -> list[dict[str, Any]]:
    """Return the files of an edition that are neither hidden nor purged."""
    return [file for file in _files(conn, course) if file["version"] == version]


def was_adapted(conn: Reader, training: str) -> bool:
    """Return whether it is recorded that the material of a training was adapted to the customer."""
    return conn.execute(_WAS_ADAPTED, (training,)).fetchone() is not None


def _visible(conn: Reader, customer: str) -> Iterator[dict[str, Any]]:
    models = [model for (model,) in conn.execute(_MODELS, (customer,))]
    handed_over = {name for row in conn.execute(_HANDED_OVER, (customer,)) for name in row if name}
    for row in rows_by_name(conn, "SELECT * FROM course ORDER BY id"):
        if row["customer"] is not None or row["audience"] == "customer":
            if row["customer"] == customer and (row["id"] in handed_over or not _is_adapted(conn, row["id"])):
                yield row
        elif row["id"] in handed_over or (row["retired_at"] is None and _is_run(models, row["system"])):
            yield row


def _is_adapted(conn: Reader, course: str) -> bool:
    """Return whether a course is the material of a training, which is only visible once it is handed over."""
    return conn.execute(_ADAPTED, (course,)).fetchone() is not None


def _is_run(models: list[str], system: str) -> bool:
    return system == EVERY_SYSTEM or any(matches_model(model, system) for model in models)


def _shape(conn: Reader, row: dict[str, Any]) -> dict[str, Any]:
    versions = {file["version"] for file in _files(conn, row["id"])}
    own = {name: row[name] for name in ("system", "kind", "title", "lang", "version")}
    return {"course": row["id"], **own, "versions": sorted(versions), "files": json.loads(row["files"])}


def _files(conn: Reader, course: str) -> list[dict[str, Any]]:
    return rows_by_name(conn, f"{_FILES} ORDER BY id", (course,))

"""The equipment that a ticket is about."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deskctl.queries.reference.model_patterns import is_among

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def assets_of(conn: Reader, ticket: int) -> list[str]:
    """Return the assets that a ticket names, in their order."""
    rows = conn.execute("SELECT asset FROM ticket_asset WHERE ticket = ? ORDER BY position", (ticket,))
    return [asset for (asset,) in rows]


def first_asset(conn: Reader, ticket: int) -> str | None:
    """Return the asset that a ticket names first."""
    return next(iter(assets_of(conn, ticket)), None)


def model_of(conn: Reader, asset: str | None) -> str | None:
    """Return the model of an asset."""
    return next((model for (model,) in conn.execute("SELECT model FROM asset WHERE id = ?", (asset,))), None)


def part_fits(conn: Reader, part: str, asset: str) -> bool:
    """Return whether a part is made for the model of an asset."""
    return is_among(model_of(conn, asset), models_of_part(conn, part))


def models_of_part(conn: Reader, part: str) -> list[str]:
    """Return the models of devices that a part is made for."""
    (models,) = conn.execute("SELECT compatible_models FROM part WHERE id = ?", (part,)).fetchone()
    return list(json.loads(models))

"""The patterns by which notices and answers name models of equipment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def matches_model(model: str | None, pattern: str) -> bool:
    """Return whether a model matches the pattern of a notice or an answer.

    `*` matches every model and `SRV-A*` what begins so; `ERP-X` matches `ERP-X 6.2` but not `ERP-XL`.
    """
    own, sought = (model or "").casefold().strip(), pattern.casefold().strip()
    if sought.endswith("*"):
        return own.startswith(sought[:-1])
    return bool(sought) and (own == sought or own.startswith(f"{sought} "))


def known_models(conn: Reader) -> list[str]:
    """Return the models of all equipment."""
    return [model for (model,) in conn.execute("SELECT DISTINCT model FROM asset WHERE model IS NOT NULL")]

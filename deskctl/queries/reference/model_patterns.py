"""The patterns by which notices and answers name models of equipment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.language.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deskctl.store.port import Reader


def matches_model(model: str | None, pattern: str) -> bool:
    """Return whether a model matches the pattern of a notice or an answer.

    `*` matches every model and `SRV-A*` what begins so; `ERP-X` matches `ERP-X 6.2` but not `ERP-XL`. Neither case nor
    width of the letters counts.
    """
    own, sought = fold(model or "").strip(), fold(pattern).strip()
    if sought.endswith("*"):
        return own.startswith(sought[:-1])
    return bool(sought) and (own == sought or own.startswith(f"{sought} "))


def is_among(model: str | None, models: Iterable[str]) -> bool:
    """Return whether a model is one of some models, in any case and width of the letters."""
    own = fold(model or "").strip()
    return bool(own) and any(fold(one).strip() == own for one in models)


def known_models(conn: Reader) -> list[str]:
    """Return the models of all equipment."""
    return [model for (model,) in conn.execute("SELECT DISTINCT model FROM asset WHERE model IS NOT NULL")]

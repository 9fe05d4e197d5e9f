"""The firm's name, imprint and logo, from the section `firm` of the settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deskctl.config import config_file, settings
from deskctl.documents.model.tree import Letterhead
from deskctl.errors import BadData
from deskctl.language.i18n import N_, either


def letterhead(kept: Mapping[str, Any] | None = None) -> Letterhead:
    """Return the letterhead from the settings, or from `kept`, the texts with which a report was issued."""
    now = settings().get("firm", {})
    firm = now if kept is None else kept
    if not isinstance(firm, Mapping) or not isinstance(now, Mapping):
        raise _wrong("firm")
    imprint = either(_text(firm, "imprint"), _text(firm, "imprint_en"))
    return Letterhead(
        name=either(_text(firm, "name"), _text(firm, "name_en")),
        imprint=tuple(line for line in imprint.splitlines() if line.strip()),
        logo=config_file().parent / _text(now, "logo") if _text(now, "logo") else None,
    )


def _text(firm: Mapping[str, Any], name: str) -> str:
    value = firm.get(name, "")
    if not isinstance(value, str):
        raise _wrong(f"firm.{name}")
    return value


def _wrong(field: str) -> BadData:
    return BadData(N_("{path}: {field} has an invalid value."), path=str(config_file()), field=field)

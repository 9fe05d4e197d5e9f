"""Where the look of documents comes from: a firm's own template in its settings folder, else the packaged one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from deskctl.config import config_file
from deskctl.data import data_file

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER = "templates"
_COMMON = "document"


def own_templates() -> Path:
    """Return the folder of a firm's own templates."""
    return config_file().parent / _FOLDER


def template_of(name: str, suffix: str) -> Path | None:
    """Return the template of a kind of document: the firm's for this kind or for all kinds, or the packaged one."""
    own = own_templates()
    for path in (own / f"{name}.{suffix}", own / f"{_COMMON}.{suffix}", data_file(_FOLDER, f"{_COMMON}.{suffix}")):
        if path.is_file():
            return path
    return None


def template_text(name: str, suffix: str) -> str:
    """Return the text of the template of a kind of document."""
    path = template_of(name, suffix)
    if path is None:
        raise FileNotFoundError(data_file(_FOLDER, f"{_COMMON}.{suffix}"))
    return _read(path, path.stat().st_mtime_ns)


@cache
def _read(path: Path, _changed: int) -> str:
    return path.read_text(encoding="utf-8")

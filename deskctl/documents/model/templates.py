"""The templates of documents: the firm's own in its settings folder, else the packaged ones."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from deskctl.config import config_file
from deskctl.data_files import data_file
from deskctl.documents.model.tree import Pictures, TextBlock

if TYPE_CHECKING:
    from pathlib import Path

    from deskctl.documents.model.tree import Block, Document

_FOLDER = "templates"
_COMMON = "document"
_PICTURES = "pictures"


def own_templates() -> Path:
    """Return the folder of a firm's own templates."""
    return config_file().parent / _FOLDER


def template_of(name: str, suffix: str) -> Path | None:
    """Return the path of a document's template: the firm's for its kind or for all kinds, or the packaged one."""
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


def adapted_to_template(text: str, document: Document) -> Document:
    """Return a document that a template can draw: captions replace pictures that it does not support."""
    if _PICTURES in text:
        return document
    return replace(document, sections=tuple(
        replace(section, blocks=tuple(captions_of(block) for block in section.blocks)) for section in document.sections
    ))  # fmt: skip


def captions_of(block: Block) -> Block:
    """Return the captions of pictures as a text, and any other block unchanged."""
    return TextBlock("\n".join(one.caption for one in block.pictures)) if isinstance(block, Pictures) else block


@cache
def _read(path: Path, _changed: int) -> str:
    return path.read_text(encoding="utf-8-sig")

"""Erase a person from the unfinished texts that consoles keep on disk."""

import json
import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from deskctl.config import drafts_folder


def erase_from_drafts(store: str, values: Collection[str], mark: str) -> None:
    """Replace some values by a mark in every unfinished text of a store.

    A console in use may write what is on its screen again.
    """
    for path in drafts_folder(store).glob("*.json"):
        with suppress(OSError, ValueError):
            written = path.read_text(encoding="utf-8", errors="replace")
            texts, _end = json.JSONDecoder().raw_decode(written)
            left = {name: marked(str(text), values, mark) for name, text in texts.items()}
            if left != texts:
                _write(path, left)


def marked(text: str, values: Collection[str], mark: str) -> str:
    """Return a text with some values replaced by a mark."""
    for value in sorted(values, key=len, reverse=True):
        text = text.replace(value, mark)
    return text


def _write(path: Path, texts: dict[str, str]) -> None:
    file = os.open(path, os.O_RDWR)
    try:
        written = json.dumps(texts).encode()
        os.write(file, written)
        os.ftruncate(file, len(written))
        os.fsync(file)
    finally:
        os.close(file)

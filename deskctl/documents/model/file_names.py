"""Writing documents as files: their names, and no overwriting unless forced."""

from __future__ import annotations

import re
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from deskctl.errors import Usage
from deskctl.language.i18n import LANGUAGES, N_, language, use_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from deskctl.documents.model.tree import Document

_NOT_IN_NAMES = re.compile(r"[^\w.–-]+")
_LONGEST = 80


def file_name(document: Document, form: str) -> str:
    """Return the file name of a document: number, kind and language; it never leads to another folder."""
    stem = _NOT_IN_NAMES.sub("_", f"{document.number}-{document.name}").strip("._-")[:_LONGEST]
    return f"{stem}.{document.lang}.{form}"


def write_file(path: Path, made: bytes, *, force: bool = False) -> None:
    """Write a file; one with other contents is replaced only with `force`. Raises `Usage` and OSError."""
    if path.exists() and not force:
        if path.is_file() and path.read_bytes() == made:
            return
        raise Usage(N_("{path} exists already; --force replaces it."), path=str(path))
    path.write_bytes(made)


def hash_of(made: bytes) -> str:
    """Return the SHA-256 of a file."""
    return sha256(made).hexdigest()


@contextmanager
def using_language(*langs: str | None) -> Iterator[str]:
    """Switch to the first of the languages that is supported, and back afterwards."""
    before = language()
    lang = next((one for one in langs if one in LANGUAGES), before)
    use_language(lang)
    try:
        yield lang
    finally:
        use_language(before)

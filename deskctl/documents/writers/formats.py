"""The formats of documents, each loaded when it is needed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from deskctl.documents.model.long_tables import shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    from deskctl.documents.model.tree import Document

_WRITERS = {
    "md": "markdown:to_markdown",
    "html": "web:to_html",
    "docx": "word_file:to_docx",
    "pdf": "pdf:to_pdf",
    "xlsx": "workbook:to_xlsx",
}

FORMS = tuple(_WRITERS)

_ROWS = {"docx": 1_000, "pdf": 100}
"""How many rows all tables that end early have together: typesetting a row of a PDF file takes 0.15 MB."""


def fitted(document: Document, form: str) -> Document:
    """Return a document as a format shows it: with fewer rows if it has too many for pages."""
    return shortened(document, _ROWS[form]) if form in _ROWS else document


def render(document: Document, form: str) -> bytes:
    """Return the bytes of a document's file in a format."""
    module, _colon, name = _WRITERS[form].partition(":")
    write: Callable[[Document], bytes] = getattr(import_module(f"deskctl.documents.writers.{module}"), name)
    return write(document)

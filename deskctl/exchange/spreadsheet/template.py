"""The template of a spreadsheet: only its headings, for Excel."""

import csv
import io

from deskctl.exchange.spreadsheet.columns import fields_with_headings, heading
from deskctl.exchange.spreadsheet.kinds import kind_of


def template(kind: str, language: str) -> bytes:
    """Return a CSV in UTF-8 with a byte order mark that has the headings of a kind in a language."""
    fields = kind_of(kind).fields
    text = io.StringIO(newline="")
    csv.writer(text).writerow(heading(kind, name, language) for name in fields_with_headings(kind) if name in fields)
    return text.getvalue().encode("utf-8-sig")

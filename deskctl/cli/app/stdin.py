"""Reading stdin: bytes for a batch, or tickets for an operation as names, plain lines or JSON objects."""

import json
import sys
from collections.abc import Iterator
from typing import BinaryIO

from deskctl.errors import BadData, Usage
from deskctl.language.i18n import N_
from deskctl.names import ticket_number

STDIN = "-"
_MARK = "\ufeff"
_BLANK = f" \t\r\n[],{_MARK}"


def stdin_bytes() -> BinaryIO:
    """Return stdin as bytes; raises `Usage` if it is closed."""
    if sys.stdin is None:
        raise Usage(N_("stdin is closed: there is nothing to read."))
    return sys.stdin.buffer


def stdin_lines() -> Iterator[tuple[int, str]]:
    """Yield the non-empty lines of stdin with their numbers; invalid UTF-8 becomes escapes."""
    if sys.stdin is None:
        raise Usage(N_("stdin is closed: there is nothing to read."))
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")
    return ((place, line) for place, line in enumerate(sys.stdin, 1) if line.strip(_BLANK) and not _is_cursor(line))


def _is_cursor(line: str) -> bool:
    """Return whether a line is the last one of a list with `--cursor`, which names the next page and no ticket."""
    if '"next"' not in line:
        return False
    try:
        return list(json.loads(line)) == ["next"]
    except (ValueError, TypeError, RecursionError):
        return False


def ticket_in(line: str, place: int) -> int:
    """Return the ticket number in a line: a name, the first column of plain text, or an object with `ticket`.

    A line of a JSON array, as `--json` writes it, is an object too.
    """
    text = line.lstrip(_MARK).strip().lstrip("[").rstrip(",]")
    if not text.startswith("{"):
        return ticket_number(text.split("\t")[0])
    try:
        named = json.loads(text)["ticket"]
    except (ValueError, KeyError, RecursionError) as error:
        raise BadData(N_("This line names no ticket."), line=place, field="ticket") from error
    return ticket_number(named if isinstance(named, str) else json.dumps(named))

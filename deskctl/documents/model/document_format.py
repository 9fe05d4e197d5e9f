"""Formatting times, names, lists, numbers, and yes or no for documents."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from deskctl.language.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def minute(at: Any, zone: tzinfo) -> str:
    """Format a time to the minute in a zone: an instant or an RFC 3339 text; any other text is returned unchanged."""
    if at is None:
        return ""
    if isinstance(at, str):
        try:
            parsed = datetime.fromisoformat(at)
        except ValueError:
            return at
        if parsed.tzinfo is None:
            return at
        return parsed.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    return datetime.fromtimestamp(at, zone).strftime("%Y-%m-%d %H:%M")


def between(begin: Any, end: Any, zone: tzinfo) -> str:
    """Format a period; the second time has no date if it is on the same day."""
    first, last = minute(begin, zone), minute(end, zone)
    if not first or not last:
        return first or last
    return f"{first} – {last[len('2026-01-01 ') :] if first[:10] == last[:10] else last}"


def with_unit(value: Any, unit: str | None) -> str:
    """Return a value with its unit, if it is a bare number."""
    text = "" if value is None else str(value)
    return f"{text} {unit}" if unit and text.replace(".", "", 1).isdigit() else text


def yes_or_no(value: object) -> str:
    """Return yes or no; empty if it is not known."""
    return "" if value is None else _("yes") if value else _("no")


def number(value: float | None) -> str:
    """Format a number with separated thousands and at most two decimals."""
    return "" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


def money(value: float | None, currency: str | None) -> str:
    """Format an amount with its currency; empty for None."""
    return " ".join(filter(None, (number(value), currency if value is not None else None)))


def listed(*texts: object) -> str:
    """Join the texts that are not empty."""
    between = " · " if language() == "zh" else ", "
    return between.join(str(text) for text in texts if text not in {None, ""})


def enumerated(texts: Iterable[object]) -> str:
    """Return texts as a list within a sentence."""
    return ("、" if language() == "zh" else ", ").join(map(str, texts))


def labelled(label: str, text: str) -> str:
    """Return a text after its label and a colon."""
    return f"{label}：{text}" if language() == "zh" else f"{label}: {text}"


def named_finding(name: str, value: str | None, remark: str | None, verdict: str = "") -> str:
    """Return what an inspection found: an item, its value or else the remark on it, and the verdict in brackets."""
    found = value or remark
    return labelled(name, bracketed(found, verdict)) if found else bracketed(name, verdict)


def bracketed(text: str, remark: str) -> str:
    """Return a text with a remark in brackets, if there is one."""
    if not remark:
        return text
    return f"{text}（{remark}）" if language() == "zh" else f"{text} ({remark})"


def name_of(names: Mapping[str, Sequence[Any]], key: Any) -> str:
    """Return the name of an id; the id itself if it is not known."""
    record = names.get(key) if isinstance(key, str) else None
    return str(record[1]) if record else str(key or "")


def names_of(names: Mapping[str, Sequence[Any]], keys: Any) -> str:
    """Return the names of one id or several."""
    several = keys if isinstance(keys, list) else [keys]
    return enumerated(name_of(names, key) for key in several if key)

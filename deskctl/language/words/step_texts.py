"""What a step says beyond its name: its note, what its data tells, else the records and codes that it names."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from deskctl.language.words.choices import choice_word

_TEXTS = (
    "cause", "done", "summary", "answer", "reason", "delay_reason", "text",
    "findings", "conclusion", "plan", "next", "override",
)  # fmt: skip
_RECORDS = (
    "for", "part", "loaner", "request", "rma", "vendor", "case", "faq", "course", "training", "inspection",
    "bug", "upgrade", "fixed_in", "to", "scope", "transport", "fault_class", "decision", "how", "score", "ticket",
)  # fmt: skip
_MOMENTS = ("eta", "planned_at", "by")


def step_texts(note: str, data: Mapping[str, Any]) -> list[str]:
    """Return what a step says in sentences: the note first, then what its data adds to it."""
    reported = [note] if note else []
    for name in _TEXTS:
        text = data.get(name)
        if isinstance(text, str) and text and not any(text in one for one in reported):
            reported.append(choice_word(name, text))
    return reported


def step_names(data: Mapping[str, Any], zone: tzinfo) -> str:
    """Return the records, codes and moments in the data of a step, one after the other."""
    named = [_named(name, data[name], data) for name in _RECORDS if data.get(name)]
    return " · ".join(filter(None, [*named, *(_moment(data.get(name), zone) for name in _MOMENTS)]))


def _named(name: str, value: Any, data: Mapping[str, Any]) -> str:
    if not isinstance(value, str | int | float):
        return ""
    reported = choice_word(name, str(value))
    return f"{reported} x {data['qty']}" if name == "part" and data.get("qty", 1) != 1 else reported


def _moment(value: Any, zone: tzinfo) -> str:
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return ""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at.tzinfo else ""

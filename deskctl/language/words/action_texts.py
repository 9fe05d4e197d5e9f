"""The content of an action: its note, the texts in its data, and the records, codes and times in it."""

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
    "attachment", "name",
)  # fmt: skip
_TIMES = ("eta", "planned_at", "by")


def action_texts(note: str, data: Mapping[str, Any]) -> list[str]:
    """Return the texts of an action: its note first, then those of its data."""
    texts = [note] if note else []
    for name in _TEXTS:
        text = data.get(name)
        if isinstance(text, str) and text and not any(text in one for one in texts):
            texts.append(choice_word(name, text))
    return texts


def named_values(data: Mapping[str, Any], zone: tzinfo, people: Mapping[str, str]) -> str:
    """Return the people, given by id and name, and the records, codes and times in the data of an action."""
    named = [people.get(data[name]) or _named(name, data[name], data) for name in _RECORDS if _is_named(data.get(name))]
    return " · ".join(filter(None, [*named, *(_time(data.get(name), zone) for name in _TIMES)]))


def _is_named(value: Any) -> bool:
    return bool(value) and isinstance(value, str | int | float)


def _named(name: str, value: Any, data: Mapping[str, Any]) -> str:
    word_ = choice_word(name, str(value))
    return f"{word_} x {data['qty']}" if name == "part" and data.get("qty", 1) != 1 else word_


def _time(value: Any, zone: tzinfo) -> str:
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return ""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at.tzinfo else ""

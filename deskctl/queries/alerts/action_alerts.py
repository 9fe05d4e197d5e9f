"""Alerts caused by recent actions of colleagues and customers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from deskctl.queries.alerts.alert import ASSIGNED, CALLED, MENTION, NOT_SATISFIED, PART, RESUMED, WATCHED, WROTE, Alert
from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.ticket.history import event_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deskctl.queries.alerts.audience import Audience
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_OF_THE_OWNER: Mapping[str, str] = {
    "mail_received": WROTE,
    "contact": CALLED,
    "resumed": RESUMED,
    "part_received": PART,
    "not_satisfied": NOT_SATISFIED,
}
_PASSED_ON = ("assigned", "handed_over")
_EVENTS = ", ".join(f"'{event}'" for event in (*_OF_THE_OWNER, *_PASSED_ON))
_STEPS = f"""
SELECT action.ticket, seq, action.at, recorded_at, actor, event, note, data, reported_at, owner
FROM action JOIN ticket ON ticket.number = action.ticket
WHERE recorded_at >= ? AND recorded_at <= ? AND actor <> ? AND {IS_OPEN}
  AND (event IN ({_EVENTS}) OR instr(note, '@') > 0 OR instr(data, '@') > 0 OR action.ticket IN ({{watched}}))
ORDER BY recorded_at, action.ticket, seq
"""
_UNDONE = """
SELECT ticket, CAST(json_extract(data, '$.seq') AS BIGINT) FROM action WHERE recorded_at >= ? AND event = 'corrected'
"""


def action_alerts(conn: Reader, who: Audience, since: Instant, at: Instant) -> Iterator[Alert]:
    """Yield the actions of others between two times that are on a person's tickets or mention the person.

    For a watched ticket, the last action of any kind is an alert.
    """
    undone = set(map(tuple, conn.execute(_UNDONE, [since]).fetchall()))
    watched: dict[int, Alert] = {}
    steps = _STEPS.format(watched=", ".join("?" * len(who.watched)))
    for number, seq, happened_at, recorded_at, actor, event, note, data, reported_at, owner in conn.execute(
        steps, [since, at, who.person, *who.watched]
    ):
        if (number, seq) in undone:
            continue
        values = json.loads(data or "{}")
        kind = _kind(event, values, who, owner, is_first=happened_at <= reported_at)
        text = _words(note, values)
        if kind is None and _mentions(who, f"{note or ''} {text}"):
            kind = MENTION
        if kind is not None:
            yield Alert(kind, number, str(seq), recorded_at, recorded_at, text=text, by=actor)
        elif recorded_at >= who.watched.get(number, at + 1):
            name = event_name(event, values)
            watched[number] = Alert(
                WATCHED, number, str(seq), recorded_at, recorded_at, text=text, by=actor, event=name
            )
    yield from watched.values()


def _kind(event: str, values: Mapping[str, Any], who: Audience, owner: str | None, *, is_first: bool) -> str | None:
    """Return the kind of alert that an action causes for a person; None if it does not concern them."""
    if event in _PASSED_ON:
        return ASSIGNED if values.get("to") == who.person == owner else None
    if event not in _OF_THE_OWNER or is_first or not who.is_for(owner):
        return None
    if event == "contact" and values.get("direction") != "in":
        return None
    return _OF_THE_OWNER[event]


def _words(note: str | None, values: Mapping[str, Any]) -> str:
    """Return the text of an action: its summary or reason, else its note."""
    texts = (values.get(name) for name in ("summary", "words", "reason", "subject"))
    return next((text for text in (*texts, note) if isinstance(text, str) and text), "")


def _mentions(who: Audience, text: str) -> bool:
    """Return whether a text mentions a person: `@EN1`, or `@` and the name."""
    lower = f"{text.casefold()} "
    return any(
        _ends_at_boundary(lower, f"@{name.casefold()}")
        for name in (who.person, who.name)
        if name and f"@{name.casefold()}" in lower
    )


def _ends_at_boundary(text: str, name: str) -> bool:
    """Return whether a name in a text ends at a word boundary: `@EN1` does not in `@EN10`."""
    last, after = name[-1], text[text.index(name) + len(name)]
    return not (last.isascii() and after.isascii() and after.isalnum())

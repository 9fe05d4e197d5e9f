"""The check before every attempt whether a message is still valid."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from deskctl.notify.escalation.rule_conditions import UNDELIVERED
from deskctl.queries.messages.awaited_feedback import awaited_feedback
from deskctl.queries.messages.escalation_causes import ANOTHER_OWNER, is_acknowledged
from deskctl.queries.messages.outbox_rows import has_bounced
from deskctl.sla.lifecycle import OVER, PAUSED
from deskctl.sla.state import OPEN

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_BY_PERSON = frozenset({"report", "reply", "test"})
"""Kinds that a person sends; others are not sent to an address that bounced until a message has arrived there."""
_NOTICES = frozenset({"notify", "escalation"})
_ASKS = frozenset({"ask_satisfaction", "no answer"})
_PAUSE, _CATASTROPHIC = "pause ends", "catastrophic"
_OWNER = "owner"


def obsolete_reason(desk: "Desk", message: Mapping[str, Any]) -> str:
    """Return why a message is no longer valid; an empty string if it is."""
    return next((reason for reason, holds in _reasons(desk, message) if holds()), "")


def _reasons(desk: "Desk", message: Mapping[str, Any]) -> Iterator[tuple[str, Callable[[], bool]]]:
    if message["kind"] not in _BY_PERSON:
        yield "the address bounced", lambda: has_bounced(desk.reader, message["recipient"])
    if _ASKS & {message["kind"], message["rule"]}:
        yield "the customer has answered", lambda: not awaited_feedback(desk.reader, 0, message["ticket"])
    if message["kind"] in _NOTICES:
        yield "acknowledged", lambda: message["acknowledged_at"] is not None
        yield "ticket is over", lambda: message["rule"] != UNDELIVERED and _status(desk, message) in OVER
        yield "mail is handled", lambda: _is_handled(desk, message)
        facts = json.loads(message["facts"] or "{}")
        yield ANOTHER_OWNER, lambda: facts.get("as") == _OWNER and _owner(desk, message) != message["staff"]
        yield "the clock has stopped", lambda: bool(facts.get("clocks")) and not _any_runs(desk, message, facts)
    if message["rule"] == _CATASTROPHIC and message["ticket"] is not None:
        yield "acknowledged", lambda: is_acknowledged(desk.reader, message["ticket"])
    if message["rule"] == _PAUSE:
        yield "the pause is over", lambda: _status(desk, message) != PAUSED


def _status(desk: "Desk", message: Mapping[str, Any]) -> str:
    return "" if message["ticket"] is None else desk.take(message["ticket"]).state.status


def _owner(desk: "Desk", message: Mapping[str, Any]) -> str | None:
    return None if message["ticket"] is None else desk.take(message["ticket"]).state.owner


def _any_runs(desk: "Desk", message: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Return True if a clock that a message is about is still open."""
    clocks = desk.take(message["ticket"]).state.clocks
    running = {(clock.clause, clock.start) for clock in clocks if clock.outcome == OPEN}
    return any((clause, start) in running for clause, start in facts["clocks"])


def _is_handled(desk: "Desk", message: Mapping[str, Any]) -> bool:
    mail = desk.row("mail", id=message["mail"]) if message["mail"] and message["ticket"] is None else None
    return mail is not None and (mail["ticket"] is not None or mail["state"] not in {None, "waiting"})

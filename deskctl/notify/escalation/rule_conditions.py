"""The conditions of rules: what a rule watches and what ends it, in fixed phrases without expressions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deskctl.language.time_words.durations import parse_duration
from deskctl.sla.events import EVENTS

CATASTROPHIC, SOON, BREACHED, MAIL = "catastrophic", "due soon", "breached", "mail waiting"
PAUSE, INSPECTION, DUE, REPLY = "pause ends", "inspection due", "due", "reply"
UNHEARD, NO_ANSWER, UNDELIVERED = "unheard", "no answer", "undelivered"
ACKNOWLEDGED, CLOCK_STOPPED = "acknowledged", "clock stopped"
_ENDS = {CATASTROPHIC: ACKNOWLEDGED, SOON: CLOCK_STOPPED, BREACHED: CLOCK_STOPPED}
_WORDS = (
    (CATASTROPHIC, re.compile(r"logged\.severity == catastrophic")),
    (SOON, re.compile(r"clock >= (?P<share>\d{1,2})% or (?P<length>\S+) left")),
    (BREACHED, re.compile(r"clock breached")),
    (MAIL, re.compile(r"mail waiting (?P<length>\S+)")),
    (PAUSE, re.compile(r"pause ends in (?P<length>\S+)")),
    (INSPECTION, re.compile(r"inspection due in (?P<length>\S+)")),
    (DUE, re.compile(r"due")),
    (REPLY, re.compile(r"reply arrived")),
)
_OLDER_WORDS = {
    CATASTROPHIC: "logged.severity == catastrophic",
    SOON: "clock >= 75% or 15min left",
    BREACHED: "clock breached",
    MAIL: "mail waiting {open}",
    PAUSE: "pause ends in {before}",
    INSPECTION: "inspection due in {before}",
    DUE: "due",
}
"""Name of a rule in an older file, which has no `when` -> its condition."""


@dataclass(frozen=True, slots=True)
class RuleCondition:
    """The condition of a rule: its kind, a time in seconds, a share of a clock's time in percent.

    A clock rule without a share warns when the policy of the ticket does.
    """

    kind: str
    length: int = 0
    share: int | None = None


_AS_THE_POLICY = RuleCondition(SOON, 15 * 60, 75)


def length_of(text: str) -> int:
    """Parse a duration such as `20m` or `12h` to seconds; raises `ValueError`."""
    seconds = parse_duration(text)
    if seconds is None:
        raise ValueError(text)
    return seconds


def read_when(table: Mapping[str, Any]) -> RuleCondition:
    """Return the condition of a rule; raises `ValueError` with the phrase."""
    words = table.get("when") or _older_words(table)
    for kind, pattern in _WORDS:
        if match := pattern.fullmatch(" ".join(str(words).split())):
            parts = match.groupdict()
            length, share = parts.get("length"), parts.get("share")
            when = RuleCondition(kind, length_of(length) if length else 0, int(share) if share else None)
            return RuleCondition(kind) if when == _AS_THE_POLICY else when
    raise ValueError(f"when = {words!r}")


def _older_words(table: Mapping[str, Any]) -> str:
    words = _OLDER_WORDS.get(table["name"], "")
    return words.format(open=table.get("open", "20m"), before=table.get("before", "0s"))


def read_until(kind: str, text: str | None) -> str:
    """Return what else ends a chain: `acknowledged`, `clock stopped` or an event; raises `ValueError`."""
    if text is None:
        return _ENDS.get(kind, "")
    if text != CLOCK_STOPPED and text not in EVENTS:
        raise ValueError(f"until = {text!r}")
    return text

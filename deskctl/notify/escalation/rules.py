"""The rules of escalation, read from a file: the firm's own in its settings folder, else the packaged one."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

from deskctl.config import config_file
from deskctl.data import data_file
from deskctl.errors import BadData
from deskctl.language.i18n import N_

CATASTROPHIC, SOON, BREACHED, MAIL = "catastrophic", "soon due", "breached", "mail waiting"
PAUSE, INSPECTION, DUE = "pause ends", "inspection due", "due"
UNHEARD, NO_ANSWER = "unheard", "no answer"
NAMES = (CATASTROPHIC, SOON, BREACHED, MAIL, PAUSE, INSPECTION, DUE)
RESPONSIBLE = "responsible"
WAYS = ("chat", "mail")
_FILE = "escalation.toml"
_LENGTH = re.compile(r"(\d{1,6})\s*(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """One step of a rule: seconds after its cause, who is notified, and how."""

    after: int
    to: tuple[str, ...]
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EscalationRule:
    """A rule: its steps, with the repetitions of the last one; `open` is the hotline time that a mail may wait.

    `before` is how long before the end of a pause or the day of a duty it holds. What has a time of the day `digest` is
    collected: one mail a day and person.
    """

    name: str
    steps: tuple[EscalationStep, ...]
    urgent: bool
    max_age: int
    open: int
    before: int | None = None
    digest: time | None = None


@dataclass(frozen=True, slots=True)
class Escalation:
    """All rules, and who is notified if nobody else can be reached."""

    rules: tuple[EscalationRule, ...]
    fallback: tuple[str, ...]


def escalation_file() -> Path:
    """Return the file that holds the rules."""
    own = config_file().parent / _FILE
    return own if own.is_file() else data_file(_FILE)


def load_escalation() -> Escalation:
    """Return the rules; raises `BadData` that names what is wrong."""
    path = escalation_file()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        rules = tuple(_rule(stated) for stated in data.get("escalation", ()))
        fallback = _words(data.get("escalation_fallback", {}), "to", None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadData(N_("{path} cannot be read: {reason}"), path=str(path), reason=str(error)) from error
    return Escalation(rules, fallback)


def _rule(stated: Mapping[str, Any]) -> EscalationRule:
    if stated["name"] not in NAMES:
        raise ValueError(stated["name"])
    steps = [_step(one) for one in stated["steps"]]
    repeat = stated.get("repeat")
    if repeat:
        last, every = steps[-1], _length(repeat["every"])
        steps += [EscalationStep(last.after + every * (n + 1), last.to, last.by) for n in range(int(repeat["times"]))]
    return EscalationRule(
        stated["name"],
        tuple(steps),
        bool(stated.get("urgent", False)),
        _length(stated.get("max_age", "12h")),
        _length(stated.get("open", "20m")),
        _length(stated["before"]) if "before" in stated else None,
        time.fromisoformat(stated["digest"]) if "digest" in stated else None,
    )


def _step(stated: Mapping[str, Any]) -> EscalationStep:
    return EscalationStep(_length(stated["after"]), _words(stated, "to", None), _words(stated, "by", WAYS))


def _words(stated: Mapping[str, Any], name: str, allowed: tuple[str, ...] | None) -> tuple[str, ...]:
    found = tuple(str(word) for word in stated.get(name, ()))
    for word in found:
        if allowed is not None and word not in allowed:
            raise ValueError(f"{name}: {word}")
    return found


def _length(text: str) -> int:
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return int(match[1]) * _SECONDS[match[2]]

"""The escalation rules, read from the firm's own file in the settings folder, else from the packaged one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from deskctl.config import config_file
from deskctl.data_files import data_file
from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.notify.escalation.rule_conditions import RuleCondition, length_of, read_until, read_when

RESPONSIBLE = "responsible"
WAYS = ("chat", "mail")
_FILE = "escalation.toml"


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """One step of a rule: seconds after its cause, who is notified, and how."""

    after: int
    to: tuple[str, ...]
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EscalationRule:
    """A rule: its steps, including the repetitions of the last one, and in `until` what else ends it.

    `when.length` is the hotline time that a mail may wait, or how long before the end of a pause or the day of a duty
    the rule applies. Causes of one ticket within `group` seconds share one message. A rule with a time of day in
    `digest` is collected into one message per day and person.
    """

    name: str
    when: RuleCondition
    steps: tuple[EscalationStep, ...]
    urgent: bool
    max_age: int
    until: str = ""
    group: int = 0
    digest: time | None = None

    @property
    def kind(self) -> str:
        """The kind of what the rule watches."""
        return self.when.kind


@dataclass(frozen=True, slots=True)
class Escalation:
    """All rules, and who is notified if nobody else can be reached."""

    rules: tuple[EscalationRule, ...]
    fallback: tuple[str, ...]


def escalation_file() -> Path:
    """Return the path of the file with the rules."""
    own = config_file().parent / _FILE
    return own if own.is_file() else data_file(_FILE)


def load_escalation() -> Escalation:
    """Read the rules; raises `BadData` that names the mistake."""
    path = escalation_file()
    try:
        return _read(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadData(N_("{path} cannot be read: {reason}"), path=str(path), reason=str(error)) from error


@lru_cache(maxsize=4)  # the worker reads them every few seconds, and they rarely change
def _read(text: str) -> Escalation:
    data = tomllib.loads(text)
    rules = tuple(_rule(table) for table in data.get("escalation", ()))
    names = [rule.name for rule in rules]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"name = {twice!r}")
    return Escalation(rules, _words(data.get("escalation_fallback", {}), "to", None))


def _rule(table: Mapping[str, Any]) -> EscalationRule:
    steps = [_step(one) for one in table["steps"]]
    repeat = table.get("repeat")
    if repeat:
        last, every = steps[-1], length_of(repeat["every"])
        steps += [EscalationStep(last.after + every * (n + 1), last.to, last.by) for n in range(int(repeat["times"]))]
    when = read_when(table)
    return EscalationRule(
        str(table["name"]),
        when,
        tuple(steps),
        bool(table.get("urgent", False)),
        length_of(table.get("max_age", "12h")),
        read_until(when.kind, table.get("until")),
        length_of(table.get("group", "0s")),
        time.fromisoformat(table["digest"]) if "digest" in table else None,
    )


def _step(table: Mapping[str, Any]) -> EscalationStep:
    return EscalationStep(length_of(table["after"]), _words(table, "to", None), _words(table, "by", WAYS))


def _words(table: Mapping[str, Any], name: str, allowed: tuple[str, ...] | None) -> tuple[str, ...]:
    words = tuple(str(word) for word in table.get(name, ()))
    for word in words:
        if allowed is not None and word not in allowed:
            raise ValueError(f"{name}: {word}")
    return words

"""Refuse an operation if somebody changed the ticket or record since it was read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.errors import NotFound, Refused, Usage
from deskctl.language.i18n import N_
from deskctl.language.words.choices import choice_term
from deskctl.names import DESK
from deskctl.queries.services.record_actions import actions_after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.desk.case_file import CaseFile
    from deskctl.sla.facts import Fact
    from deskctl.store.port import Reader

CHANGED_MEANWHILE = "changed_meanwhile"
WATCHABLE = ("owner", "status", "severity", "level", "site")
"""The values that a condition may name; without a name every action of a person counts."""

_FORM = re.compile(r"(\d{1,9})(?::([a-z,]+))?", re.ASCII)
_SITE, _EDITED = "site", "edited"


class Condition(NamedTuple):
    """The last action that was seen, and the values that must not have changed since."""

    seq: int
    watched: tuple[str, ...] = ()


def read_condition(text: str) -> Condition:
    """Read `12` or `12:owner,status`."""
    match = _FORM.fullmatch(text)
    watched = tuple(match[2].split(",")) if match and match[2] else ()
    if match is None or not set(watched) <= set(WATCHABLE):
        raise Usage(
            N_("--if-seq takes the number of an action, such as 12, or 12:owner; valid: {known}."),
            known=", ".join(WATCHABLE),
        )
    return Condition(int(match[1]), watched)


def check_unchanged(case: CaseFile, text: str | None) -> None:
    """Refuse an operation if a watched value changed after the action that was seen."""
    if text is None:
        return
    condition = read_condition(text)
    hint = f"deskctl ticket history {case.name}"
    if condition.seq > max((fact.seq for fact in case.facts), default=0):
        raise NotFound(N_("There is no action {action}."), action=f"{case.name}/{condition.seq}", hint=hint)
    later = [fact for fact in case.facts if fact.seq > condition.seq]
    changed = tuple(_changed(case, condition, later)) if condition.watched else _steps(later)
    if changed:
        raise Refused(
            N_("{ticket} was changed meanwhile by {actor}: {what}."),
            code=CHANGED_MEANWHILE,
            ticket=case.name,
            actor=_last_person(later),
            what=changed,
            hint=hint,
        )


def check_record_unchanged(reader: Reader, noun: str, name: str, text: str | None) -> None:
    """Refuse a step on a record that somebody changed after the action that was seen."""
    if text is None:
        return
    seen = read_condition(text).seq
    rows = actions_after(reader, noun, name, seen)
    if rows:
        raise Refused(
            N_("{ticket} was changed meanwhile by {actor}: {what}."),
            code=CHANGED_MEANWHILE,
            ticket=name,
            actor=rows[-1][0],
            what=tuple(choice_term("event", event) for _actor, event in rows),
        )


def _changed(case: CaseFile, condition: Condition, later: list[Fact]) -> Iterator[str]:
    before: Any = replace(case, facts=[fact for fact in case.facts if fact.seq <= condition.seq], recorded=[]).state
    for name in condition.watched:
        if name == _SITE:
            if any(fact.event == _EDITED and _SITE in fact.data for fact in later):
                yield name
        elif getattr(before, name) != getattr(case.state, name):
            yield name


def _steps(later: list[Fact]) -> tuple[str, ...]:
    return tuple(choice_term("event", fact.event) for fact in later if fact.actor != DESK)


def _last_person(later: list[Fact]) -> str:
    people = [fact.data.get("recorded_by") or fact.actor for fact in later if fact.actor != DESK]
    return str(people[-1]) if people else DESK

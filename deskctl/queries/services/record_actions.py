"""The actions on reference records in force, without those that were undone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

CORRECTED = "step_taken_back"


def _not_undone(step: str) -> str:
    """Return the condition that an action was not undone."""
    return f"""NOT EXISTS (SELECT 1 FROM master_action AS back WHERE back.noun = {step}.noun AND back.id = {step}.id
  AND back.event = '{CORRECTED}' AND CAST(json_extract(back.data, '$.seq') AS BIGINT) = {step}.seq)"""


NOT_UNDONE = _not_undone("step")
"""The condition that an action was not undone."""

CANCELLED_TRAININGS = f"""
SELECT id FROM master_action AS step WHERE noun = 'training' AND event = 'training_cancelled' AND {NOT_UNDONE}
AND NOT EXISTS (SELECT 1 FROM master_action AS later WHERE later.noun = 'training' AND later.id = step.id
  AND later.event = 'training_scheduled' AND later.seq > step.seq AND {_not_undone("later")})
"""
"""The trainings that were cancelled and not scheduled again."""
_IN_FORCE = f"""
SELECT step.id, step.seq, step.at, step.actor, step.event, step.data FROM master_action AS step
WHERE step.noun = ? AND step.event IN ({{marks}}) AND step.at <= ? AND {NOT_UNDONE}
ORDER BY step.id, step.at, step.seq
"""


@dataclass(frozen=True, slots=True)
class RecordAction:
    """An action on a record that is in force."""

    record: str
    seq: int
    at: Instant
    actor: str
    event: str
    data: Mapping[str, Any]


def actions_on(conn: Reader, noun: str, events: tuple[str, ...], at: Instant) -> Iterator[RecordAction]:
    """Yield the actions in force with some events on records of a noun until a time, by record in order of time."""
    text = _IN_FORCE.format(marks=", ".join("?" * len(events)))
    for record, seq, when, actor, event, data in conn.execute(text, [noun, *events, at]):
        yield RecordAction(record, seq, when, actor, event, json.loads(data))


def last_actions_on(conn: Reader, noun: str, events: tuple[str, ...], at: Instant) -> dict[str, RecordAction]:
    """Return the last action in force with one of some events on each record of a noun that has any."""
    return {action.record: action for action in actions_on(conn, noun, events, at)}


def record_actions_in_force(conn: Reader, noun: str, record: str) -> list[RecordAction]:
    """Return the actions in force on one record, in order of recording."""
    rows = conn.execute(
        "SELECT seq, at, actor, event, data FROM master_action WHERE noun = ? AND id = ? ORDER BY seq", [noun, record]
    ).fetchall()
    steps = [RecordAction(record, seq, at, actor, event, json.loads(data)) for seq, at, actor, event, data in rows]
    back = {step.data.get("seq") for step in steps if step.event == CORRECTED}
    return [step for step in steps if step.event != CORRECTED and step.seq not in back]


def actions_after(conn: Reader, noun: str, name: str, seq: int) -> list[tuple[str, str]]:
    """Return actor and event of the actions on a record after an action."""
    rows = conn.execute(
        "SELECT actor, event FROM master_action WHERE noun = ? AND id = ? AND seq > ? ORDER BY seq", [noun, name, seq]
    )
    return [(actor, event) for actor, event in rows]

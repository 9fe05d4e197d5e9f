"""Concurrent changes to a ticket: which ones an operation would overwrite, and how they are described."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING

from textual.message import Message

from deskctl.language.i18n import _
from deskctl.language.words.choices import choice_word
from deskctl.queries.ticket.full_ticket import get_ticket, history
from deskctl.queries.ticket.history import ActionRow
from deskctl.safe_text import one_line
from deskctl.screens.form.field_list import WHEN
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading
from deskctl.store.facts.people import people
from deskctl.widgets.lines.action_lines import event_word
from deskctl.widgets.style.times import local

if TYPE_CHECKING:
    from deskctl.screens.form.form_fields import FieldRow

_MATTERS: Mapping[str, str] = {
    "ticket.assign": "owner",
    "ticket.hand-over": "owner",
    "ticket.set-severity": "severity",
    "ticket.choose-severity": "severity",
    "ticket.set-level": "level",
    "ticket.edit": "site",
    "ticket.resolve": "status",
    "ticket.reopen": "status",
    "ticket.pause": "status",
    "ticket.resume": "status",
    "ticket.close": "status",
    "ticket.close-without-answer": "status",
    "ticket.mark-duplicate": "status",
    "ticket.void": "status",
}
"""Operation -> what it would overwrite if somebody else changed it meanwhile."""
_MOST = 3


@dataclass
class SeqRead(Message):
    """The last action of the ticket when its form was opened."""

    seq: int


def read_seq(session: Session, number: int) -> SeqRead:
    """Read the last action of a ticket; runs in a thread."""
    with reading(session.store) as conn:
        return SeqRead(get_ticket(conn, number).last_seq)


def condition(noun: str, verb: str, seq: int | None) -> str | None:
    """Return the `if_seq` condition of an operation; None if it overwrites nothing, or the ticket was not read."""
    matter = _MATTERS.get(f"{noun}.{verb}")
    return None if matter is None or seq is None else f"{seq}:{matter}"


def meanwhile(session: Session, number: int, seq: int, before: int | None = None) -> list[str]:
    """Return descriptions of others' actions on a ticket after one action, and optionally before another."""
    with reading(session.store) as conn:
        names = {one.id: one.name for one in people(conn)}
        newer = [
            action
            for action in history(conn, number)
            if action.seq > seq and (before is None or action.seq < before) and action.actor != session.actor
        ]
    zone = session.look.zone
    return [_sentence(one, names, zone) for one in sorted(newer, key=lambda action: action.seq)[-_MOST:]]


def _sentence(action: ActionRow, names: Mapping[str, str], zone: tzinfo) -> str:
    """Return the description of an action: who, when, what, to whom, why."""
    to = action.data.get("to")
    whom = names.get(to, to) if isinstance(to, str) else None
    when = f"{local(action.at, zone):%H:%M}"
    parts = (action.actor_name or action.actor, when, event_word(action), whom, action.note)
    return one_line(" ".join(part for part in parts if part))


def own_choice(step: str, rows: Iterable["FieldRow"], names: Mapping[str, str]) -> str:
    """Return the person's own action with what was chosen for it, without the words that explain it."""
    chosen = [row for row in rows if row.display and row.text and (row.field.required or row.touched)]
    values = [_value(row, names) for row in chosen if not is_words(row) and row.field.name != WHEN]
    return _("Yours: {what}").format(what=" ".join((step, *values[:_MOST])))


def is_words(row: "FieldRow") -> bool:
    """Return True if a field holds written words, not a choice or a time."""
    field = row.field
    return field.kind in {"text", "longtext"} and not (field.ref or field.offers)


def _value(row: "FieldRow", names: Mapping[str, str]) -> str:
    text = row.text
    if row.field.kind == "choice" and not row.field.many:
        return choice_word(row.field.name, text, row.field.choices)
    return one_line(f"{names[text]} {text}" if text in names else text)


def question(changes: list[str], own: str) -> str:
    """Return the question whether to overwrite others' changes with one's own."""
    asked = _("Record yours all the same? Theirs is kept otherwise.")
    return "\n".join((_("Changed meanwhile:"), *changes, own, asked))

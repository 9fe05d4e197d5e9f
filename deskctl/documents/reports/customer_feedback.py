"""The customer's response to the result: sent back, satisfied, stars, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.documents.model.document_format import listed
from deskctl.documents.model.tree import Block, Column, Table
from deskctl.documents.reports.public_texts import text_of
from deskctl.language.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deskctl.documents.model.archived_ticket import ArchivedTicket
    from deskctl.queries.ticket.full_ticket import ActionRow

_ANSWERS = {
    "feedback_sent": N_("report sent to the customer"),
    "not_satisfied": N_("not satisfied"),
    "satisfied": N_("satisfied"),
    "evaluated": N_("evaluation"),
    "closed_without_answer": N_("closed without an answer"),
}
_OF_THE_CUSTOMER = frozenset({"not_satisfied", "satisfied", "evaluated"})


def answers(archived: ArchivedTicket, steps: Iterable[ActionRow]) -> tuple[Block, ...]:
    """Return the table of the customer's responses: when, what, by whom."""
    rows = tuple(_answer(archived, step) for step in steps if step.event in _ANSWERS)
    columns = (
        Column(_("When"), width=1.2),
        Column(_("Answer"), width=1.4),
        Column(_("By"), width=1.4),
        Column(_("Words"), width=2.4),
    )
    return (Table(columns, rows),)


def _answer(archived: ArchivedTicket, step: ActionRow) -> tuple[str, ...]:
    data = step.data
    stars = f"{data['score']}/5" if data.get("score") is not None else ""
    what = listed(_(_ANSWERS[step.event]), stars, archived.manner(data.get("how")))
    return archived.minute(step.at), what, _who(archived, step), text_of(archived, step)


def _who(archived: ArchivedTicket, step: ActionRow) -> str:
    """Return who answered or decided, who received the report, or else who entered an answer without a name."""
    data = step.data
    if data.get("to"):
        return _("to {name}").format(name=archived.person_and_post(data["to"]))
    who = data.get("by_contact") or data.get("approved_by") or step.actor
    if who == step.actor and step.event in _OF_THE_CUSTOMER and archived.is_staff(who):
        return _("entered by {name}").format(name=archived.person(who))
    return archived.person_and_post(who)

"""Explain in words how a row of the due list was computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.language.i18n import LANGUAGES, N_, _
from deskctl.queries.reference.policies import clause_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deskctl.queries.due.due_inputs import DueInputs
    from deskctl.sla.duties import Duty

_LENGTHS: Mapping[str, str] = {
    "due": N_("{n} days"),
    "interval": N_("{n} days, unless agreed otherwise"),
    "interval_key_customer": N_("{n} days for key customers"),
    "urgent_workdays": N_("{n} working days if it is urgent"),
    "after_complaint_workdays": N_("{n} working days after one who was not content"),
    "due_workdays": N_("{n} working days"),
    "reminded_workdays": N_("{n} working days until the last reminder"),
    "first_workdays": N_("{n} working days for the first time"),
    "second_workdays": N_("{n} working days for the second time"),
    "times": N_("{n} times at most"),
    "undated_workdays": N_("{n} working days if no date was asked for"),
    "questions": N_("{n} similar questions"),
    "days": N_("within {n} days"),
    "due_minutes": N_("{n} minutes of hotline hours"),
    "verify_minutes": N_("{n} minutes of hotline hours to check the model"),
    "request_minutes": N_("{n} minutes of hotline hours to request it"),
    "receive_workdays": N_("{n} working days to arrive"),
    "repair": N_("{n} days in repair"),
}


def explained(inputs: DueInputs, duty: Duty) -> Mapping[str, str]:
    """Return the explanation of a row: the text of the clause, the lengths, the lead, and how it is counted."""
    return dict(_parts(inputs, duty))


def _parts(inputs: DueInputs, duty: Duty) -> Iterator[tuple[str, str]]:
    words = clause_words(inputs.conn, None, None, duty.rule.clause)
    if words is not None:
        yield from zip(LANGUAGES, words, strict=True)
    lengths = [
        _(text).format(n=duty.rule.numbers[name]) for name, text in _LENGTHS.items() if name in duty.rule.numbers
    ]
    if lengths:
        yield "length", "; ".join(lengths)
    if duty.rule.lead is not None:
        yield "shown", _("{n} days before it is due").format(n=duty.rule.lead // 86_400)
    yield "counted", _(_counted(duty))


def _counted(duty: Duty) -> str:
    if duty.rule.hard:
        return N_("with the promises of services")
    return N_("apart: the source names no number") if duty.rule.soft else N_("nowhere: our own reminder")

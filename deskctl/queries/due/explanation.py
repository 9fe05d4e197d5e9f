"""Explain in words how a row of the due list was computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.language.i18n import LANGUAGES, N_, NN_, _, counted
from deskctl.queries.reference.policies import clause_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from deskctl.queries.due.due_inputs import DueInputs
    from deskctl.sla.duties import Duty

_LENGTHS: Mapping[str, tuple[str, str]] = {
    "due": NN_("{n} day", "{n} days"),
    "interval": NN_("{n} day, unless agreed otherwise", "{n} days, unless agreed otherwise"),
    "interval_key_customer": NN_("{n} day for key customers", "{n} days for key customers"),
    "urgent_workdays": NN_("{n} working day if it is urgent", "{n} working days if it is urgent"),
    "after_complaint_workdays": NN_(
        "{n} working day after a customer who was not satisfied",
        "{n} working days after a customer who was not satisfied",
    ),
    "due_workdays": NN_("{n} working day", "{n} working days"),
    "reminded_workdays": NN_("{n} working day until the last reminder", "{n} working days until the last reminder"),
    "first_workdays": NN_("{n} working day for the first time", "{n} working days for the first time"),
    "second_workdays": NN_("{n} working day for the second time", "{n} working days for the second time"),
    "times": NN_("{n} time at most", "{n} times at most"),
    "undated_workdays": NN_("{n} working day if no date was asked for", "{n} working days if no date was asked for"),
    "questions": NN_("{n} similar question", "{n} similar questions"),
    "days": NN_("within {n} day", "within {n} days"),
    "due_minutes": NN_("{n} minute of hotline hours", "{n} minutes of hotline hours"),
    "verify_minutes": NN_(
        "{n} minute of hotline hours to check the model", "{n} minutes of hotline hours to check the model"
    ),
    "request_minutes": NN_("{n} minute of hotline hours to request it", "{n} minutes of hotline hours to request it"),
    "receive_workdays": NN_("{n} working day to arrive", "{n} working days to arrive"),
    "repair": NN_("{n} day in repair", "{n} days in repair"),
}


def explained(inputs: DueInputs, duty: Duty) -> Mapping[str, str]:
    """Return the explanation of a row: the text of the clause, the lengths, the lead, and how it is counted."""
    return dict(_parts(inputs, duty))


def _parts(inputs: DueInputs, duty: Duty) -> Iterator[tuple[str, str]]:
    words = clause_words(inputs.conn, None, None, duty.rule.clause)
    if words is not None:
        yield from zip(LANGUAGES, words, strict=True)
    lengths = [
        counted(*texts, duty.rule.numbers[name]) for name, texts in _LENGTHS.items() if name in duty.rule.numbers
    ]
    if lengths:
        yield "length", "; ".join(lengths)
    if duty.rule.lead is not None:
        yield "shown", counted("{n} day before it is due", "{n} days before it is due", duty.rule.lead // 86_400)
    yield "counted", _(_counted(duty))


def _counted(duty: Duty) -> str:
    if duty.rule.hard:
        return N_("with the promises of services")
    return N_("separately: the source names no number") if duty.rule.soft else N_("nowhere: our own reminder")

"""One operation on many tickets, each recorded or refused on its own; runs in a thread."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from textual.message import Message

from deskctl.names import ticket_name
from deskctl.screens.recorded_words import outcome_words
from deskctl.screens.session.session import Session
from deskctl.screens.session.step_runner import NotPerformed, Performed, Step, failure_lines, perform_step

NEED_CONFIRMATION = frozenset({"ticket.close", "ticket.close-without-answer", "ticket.mark-duplicate", "report.send"})
"""The operations on many tickets that end a ticket or reach the customer."""


@dataclass(frozen=True)
class Outcome:
    """The result of the operation on one ticket."""

    number: int
    recorded: bool
    text: str


@dataclass
class BulkPerformed(Message):
    """The operation was tried on every ticket."""

    outcomes: list[Outcome]


def perform_on_each(
    session: Session, step: Step, numbers: Sequence[int], progress: Callable[[int], None]
) -> BulkPerformed:
    """Perform an operation on each ticket; `progress` is called with the number of processed tickets."""
    return BulkPerformed(list(_outcomes(session, step, numbers, progress)))


def _outcomes(
    session: Session, step: Step, numbers: Sequence[int], progress: Callable[[int], None]
) -> Iterator[Outcome]:
    for done, number in enumerate(numbers, 1):
        message = perform_step(session, replace(step, number=number))
        if isinstance(message, NotPerformed):
            yield Outcome(number, recorded=False, text=_reason(number, message))
        elif isinstance(message, Performed):
            yield Outcome(number, recorded=True, text=outcome_words(message.done))
        progress(done)


def _reason(number: int, message: NotPerformed) -> str:
    """Return why it was refused, one part to a line; the number of the ticket stands before it in the list."""
    text = "\n".join(part for _style, part in failure_lines(message))
    return re.sub(f"^{ticket_name(number)}[:：] ?", "", text)

"""One step on many tickets: each is recorded or refused by itself; runs in a thread."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from textual.message import Message

from deskctl.language.i18n import _
from deskctl.language.words import EVENTS, word
from deskctl.screens.session.performing import NotPerformed, Performed, Step, refusal, take_step
from deskctl.screens.session.session import Front

FOR_MANY = frozenset({
    "ticket.answer", "ticket.assign", "ticket.hand-over", "ticket.notify", "ticket.respond", "ticket.set-level",
    "ticket.note", "ticket.resolve", "ticket.close", "ticket.close-without-answer", "ticket.mark-duplicate",
    "call.log", "report.issue", "report.send",
})  # fmt: skip
"""The steps that make sense on many tickets at once: nothing in them belongs to one customer or one visit."""

HURTS = frozenset({"ticket.close", "ticket.close-without-answer", "ticket.mark-duplicate", "report.send"})
"""Those that end a ticket or reach the customer."""


@dataclass(frozen=True)
class Outcome:
    """What became of the step on one ticket."""

    number: int
    recorded: bool
    reported: str


@dataclass
class BulkPerformed(Message):
    """The step was tried on every ticket."""

    outcomes: list[Outcome]


def take_on_each(front: Front, step: Step, numbers: Sequence[int], given: Callable[[int], None]) -> BulkPerformed:
    """Take a step on each ticket; `told` hears how many are done."""
    return BulkPerformed(list(_outcomes(front, step, numbers, given)))


def _outcomes(front: Front, step: Step, numbers: Sequence[int], given: Callable[[int], None]) -> Iterator[Outcome]:
    for done, number in enumerate(numbers, 1):
        message = take_step(front, replace(step, number=number))
        if isinstance(message, NotPerformed):
            yield Outcome(number, recorded=False, reported=" ".join(text for _style, text in refusal(message)))
        elif isinstance(message, Performed):
            events = ", ".join(word(EVENTS, event) for event in message.done.events)
            yield Outcome(number, recorded=True, reported=events or _("saved"))
        given(done)

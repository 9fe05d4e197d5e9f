"""What a ticket leaves with the customer when it ends: the form that ends it says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from deskctl.language.i18n import _
from deskctl.language.words.steps import step_word
from deskctl.queries.ticket.outstanding_loaners import loaners_still_out
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading

_AT_ONCE = 500


@dataclass
class StillOut(Message):
    """The loaners that are out on the tickets of a form."""

    loaners: Sequence[str]

    def given(self) -> str:
        """Name them, and the step that takes them back."""
        reported = _('Still with the customer: {loaners}. "{step}" can be recorded after closing too.')
        return reported.format(loaners=", ".join(self.loaners), step=step_word("loaner", "return"))


def read_still_out(session: Session, numbers: Sequence[int]) -> StillOut:
    """Read which loaners are out on some tickets."""
    with reading(session.store) as conn:
        parts = (numbers[place : place + _AT_ONCE] for place in range(0, len(numbers), _AT_ONCE))
        return StillOut([loaner for part in parts for loaner in loaners_still_out(conn, part)])

"""The warning about loaners that are still out when a ticket is closed."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from deskctl.language.i18n import _
from deskctl.language.words.operation_names import operation_name
from deskctl.queries.stock_and_loans import loaners_still_out
from deskctl.screens.session.session import Session
from deskctl.screens.session.store_session import reading

_AT_ONCE = 500


@dataclass
class LoanersRead(Message):
    """The loaners that are out on the tickets of a form."""

    loaners: Sequence[str]

    def warning(self) -> str:
        """Return the warning, with the action that records their return."""
        text = _('Still with the customer: {loaners}. "{step}" can be recorded after closing too.')
        return text.format(loaners=", ".join(self.loaners), step=operation_name("loaner", "return"))


def read_loaners(session: Session, numbers: Sequence[int]) -> LoanersRead:
    """Read the loaners that are out on tickets."""
    with reading(session.store) as conn:
        parts = (numbers[place : place + _AT_ONCE] for place in range(0, len(numbers), _AT_ONCE))
        return LoanersRead([loaner for part in parts for loaner in loaners_still_out(conn, part)])

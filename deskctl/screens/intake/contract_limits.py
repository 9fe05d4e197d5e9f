"""The label beside the button that creates a ticket: what must be agreed on with the customer first."""

from rich.cells import cell_len
from textual.widgets import Label

from deskctl.queries.customers.caller_card import ContactCard
from deskctl.screens.intake.caller_lines import entitlement, short_entitlement


class ContractLimits(Label):
    """Shows what the contract does not cover, in short form on a narrow screen."""

    def __init__(self) -> None:
        super().__init__("", id="entitled", markup=False)
        self._texts = ("", "")

    def show(self, card: ContactCard | None, today: str) -> None:
        """Show what must be agreed on with a customer; nothing if everything is covered."""
        text, is_covered = entitlement(card, today) if card else ("", True)
        self._texts = ("", "") if card is None or is_covered else (text, short_entitlement(card, today))
        self._write()

    def on_resize(self) -> None:
        """Choose the long or the short text."""
        self._write()

    def _write(self) -> None:
        whole, short = self._texts
        text = whole if cell_len(whole) <= self.size.width else short
        if text != self.content:
            self.update(text)

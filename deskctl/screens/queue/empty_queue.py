"""The text of an empty queue or page, with hints what to do next."""

from collections.abc import Mapping

from deskctl.language.i18n import N_, _
from deskctl.widgets.panes.line_pane import Line, Piece

_BACK, _NEW, _EVERYTHING, _ADD = "app.back", "ticket.new", "queue.tab-3", "rooms.add"
_PALETTE = "ctrl+p"
"""The key of the palette; it works while text is typed and cannot be changed."""
_OTHER = N_("Nothing is in this queue.")
_QUIET: Mapping[str, str] = {
    "mine": N_("You own no open ticket."),
    "unassigned": N_("Every open ticket has an owner."),
    "open": N_("No ticket is open."),
    "breaching": N_("Nothing is late, and nothing will be within the hour."),
    "customer": N_("No ticket waits for a customer."),
    "parts": N_("No ticket waits for parts."),
}
_PAGES: Mapping[str, tuple[str, str, str]] = {
    "customers": (N_("No customer is on record."), _ADD, N_("adds one")),
    "assets": (N_("No equipment is on record."), _ADD, N_("adds one")),
    "stock": (N_("No part is on record."), _ADD, N_("adds one")),
    "roster": (N_("Nobody is on the roster."), _ADD, N_("puts somebody on call")),
    "mail": (N_("No mail waits for a ticket."), _BACK, N_("goes back to the queue")),
}
"""The text of an empty page, and the action that adds a record or leads back."""


def empty_lines(tab: str, words: str, counts: Mapping[str, int], keys: Mapping[str, str]) -> list[Line]:
    """Return the lines of a queue without tickets; `keys` are the current keys by the id of their action."""
    everything = keys.get(_EVERYTHING, "")
    if words:
        text = _("No ticket in this queue matches: {words}").format(words=words)
        hints = [(keys.get(_BACK, ""), _("clears the filter"))]
        if tab != "open":
            hints.append((f"enter {everything}", _("looks at all open tickets")))
        return _lines(text, [*hints, (_PALETTE, _("finds closed tickets as well"))])
    hints = [(keys.get(_NEW, ""), _("makes a ticket from a call"))]
    if counts.get("open"):
        hints.insert(0, (everything, _("shows all open tickets ({n})").format(n=counts["open"])))
    return _lines(_(_QUIET.get(tab, _OTHER)), hints)


def empty_page_lines(page: str, words: str, keys: Mapping[str, str]) -> list[Line]:
    """Return the lines of a page without records, or without records that match the filter."""
    if words:
        text = _("Nothing here matches: {words}").format(words=words)
        return _lines(text, [(keys.get(_BACK, ""), _("clears the filter"))])
    text, action, does = _PAGES[page]
    return _lines(_(text), [(keys.get(action, ""), _(does))])


def _lines(text: str, hints: list[tuple[str, str]]) -> list[Line]:
    indent = Piece("    ")
    lines: list[Line] = [(), (indent, Piece(text, "strong")), ()]
    return lines + [(indent, Piece(f"{key}  ", "key"), Piece(words, "dim")) for key, words in hints if key]

"""What an empty queue says: that all is well, or how to get something into it."""

from collections.abc import Mapping

from deskctl.language.i18n import N_, _
from deskctl.widgets.panes.line_pane import Line, Piece

_BACK, _NEW, _EVERYTHING = "app.back", "ticket.new", "queue.tab-3"
_PALETTE = "ctrl+p"
"""The key of the palette that works while words are typed; it is not moved."""
_OTHER = N_("Nothing is in this queue.")
_QUIET: Mapping[str, str] = {
    "mine": N_("Nothing is yours at the moment."),
    "unassigned": N_("Every open ticket has an owner."),
    "open": N_("No ticket is open."),
    "breaching": N_("Nothing is late, and nothing will be within the hour."),
    "customer": N_("No ticket waits for a customer."),
    "parts": N_("No ticket waits for parts."),
}
_ROOMS: Mapping[str, tuple[str, str, str]] = {
    "customers": (N_("No customer is on record."), "deskctl customer add", N_("adds one")),
    "assets": (N_("No equipment is on record."), "deskctl asset add", N_("adds one")),
    "stock": (N_("No part is on record."), "deskctl part add", N_("adds one")),
    "roster": (N_("Nobody is on the roster."), "deskctl roster add", N_("puts somebody on call")),
    "mail": (N_("No mail waits for a ticket."), "", N_("goes back to the queue")),
}
"""What an empty room says, and what gets something into it: a command, or the way back."""


def empty_lines(tab: str, words: str, counts: Mapping[str, int], keys: Mapping[str, str]) -> list[Line]:
    """Return the lines for a queue without tickets; `keys` are the present ones by the id of their action."""
    everything = keys.get(_EVERYTHING, "")
    if words:
        reported = _("No ticket in this queue has these words: {words}").format(words=words)
        hints = [(keys.get(_BACK, ""), _("drops the filter"))]
        if tab != "open":
            hints.append((f"enter {everything}", _("looks at all open tickets")))
        return _lines(reported, [*hints, (_PALETTE, _("finds closed tickets as well"))])
    hints = [(keys.get(_NEW, ""), _("makes a ticket from a call"))]
    if counts.get("open"):
        hints.insert(0, (everything, _("shows all open tickets ({n})").format(n=counts["open"])))
    else:
        hints.append(("deskctl demo", _("opens a demo desk, to try things on")))
    return _lines(_(_QUIET.get(tab, _OTHER)), hints)


def empty_room_lines(room: str, words: str, keys: Mapping[str, str]) -> list[Line]:
    """Return the lines for a room in which nothing is, or nothing that has the words of the filter."""
    if words:
        reported = _("Nothing here has these words: {words}").format(words=words)
        return _lines(reported, [(keys.get(_BACK, ""), _("drops the filter"))])
    reported, command, does = _ROOMS[room]
    return _lines(_(reported), [(command or keys.get(_BACK, ""), _(does))])


def _lines(reported: str, hints: list[tuple[str, str]]) -> list[Line]:
    indent = Piece("    ")
    given: list[Line] = [(), (indent, Piece(reported, "strong")), ()]
    return given + [(indent, Piece(f"{key}  ", "key"), Piece(words, "dim")) for key, words in hints if key]

"""The saved queues: a name, a heading and the filter behind it."""

from dataclasses import replace

from deskctl.i18n import N_
from deskctl.queries.filters import TicketFilter
from deskctl.widgets.countdown import SOON
from deskctl.widgets.tabs import Tab

TABS = (
    Tab("mine", N_("Mine"), N_("Mine")),
    Tab("unassigned", N_("Unassigned"), N_("Free")),
    Tab("open", N_("All open"), N_("Open")),
    Tab("breaching", N_("Breaching"), N_("Late")),
    Tab("customer", N_("Waiting customer"), N_("Cust.")),
    Tab("parts", N_("Waiting parts"), N_("Parts")),
)
_NOBODY = "none"
_NO_ONE = ""


def filter_of(name: str, actor: str | None, words: str = "") -> TicketFilter:
    """Give the filter of a saved queue, narrowed to these words."""
    filters = {
        "mine": TicketFilter(owner=actor or _NO_ONE),
        "unassigned": TicketFilter(owner=_NOBODY),
        "open": TicketFilter(),
        "breaching": TicketFilter(due_within=SOON),
        "customer": TicketFilter(status=("paused",)),
        "parts": TicketFilter(status=("waiting_part",)),
    }
    return replace(filters[name], words=words)

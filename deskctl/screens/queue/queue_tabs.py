"""The tabs above the queue: the built-in queues, the mailbox, and the queues saved in the settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from deskctl.language.i18n import N_
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.tickets.saved_queues import saved_queues
from deskctl.widgets.panes.tabs import Tab
from deskctl.widgets.style.countdown import SOON

MAIL = "mail"
TABS = (
    Tab("mine", N_("Mine"), N_("Mine")),
    Tab("unassigned", N_("Unassigned"), N_("Free")),
    Tab("open", N_("All open"), N_("Open")),
    Tab("breaching", N_("At risk"), N_("At risk")),
    Tab("customer", N_("Waiting customer"), N_("Cust.")),
    Tab("parts", N_("Waiting parts"), N_("Parts")),
    Tab(MAIL, N_("Mailbox"), N_("Mail")),
)
_NOBODY = "none"
_ME = "me"
_NO_ONE = ""
_OWN: Mapping[str, TicketFilter] = {
    "mine": TicketFilter(owner=(_ME,)),
    "unassigned": TicketFilter(owner=(_NOBODY,)),
    "open": TicketFilter(),
    "breaching": TicketFilter(due_within=SOON),
    "customer": TicketFilter(status=("paused",)),
    "parts": TicketFilter(status=("waiting_part",)),
}


@dataclass(frozen=True)
class Queues:
    """The tabs in order, and the filter of each; the mailbox has none."""

    tabs: tuple[Tab, ...] = TABS
    filters: Mapping[str, TicketFilter] = field(default_factory=lambda: _OWN)

    def filter_of(self, name: str, actor: str | None, words: str = "", sort: str = "") -> TicketFilter:
        """Return the filter of a queue, restricted to these words; `sort` overrides its order."""
        where = self.filters[name]
        owner = tuple((actor or _NO_ONE) if one == _ME else one for one in where.owner)
        return where._replace(owner=owner, words=f"{where.words} {words}".strip(), sort=sort or where.sort)


def all_queues() -> Queues:
    """Return the built-in queues and then the saved ones of the settings; raises `BadData`."""
    saved = {f"saved-{queue.name}": queue for queue in saved_queues()}
    tabs = tuple(Tab(name, queue.title, queue.title) for name, queue in saved.items())
    return Queues((*TABS, *tabs), {**_OWN, **{name: queue.where for name, queue in saved.items()}})

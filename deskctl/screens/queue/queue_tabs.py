"""The tabs above the queue: the built-in queues, the mailbox, and the queues saved in the settings."""

from collections.abc import Mapping
from typing import NamedTuple

from deskctl.language.i18n import N_
from deskctl.queries.conditions.filter_names import FilterNames
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.tickets.saved_queues import saved_queues
from deskctl.widgets.panes.tabs import Tab
from deskctl.widgets.style.countdown import SOON

MAIL, SAVED = "mail", "saved-"
"""The name of the mailbox, and how the names of saved queues begin."""
TABS = (
    Tab("mine", N_("Mine"), N_("Mine")),
    Tab("unassigned", N_("Unassigned"), N_("Free")),
    Tab("open", N_("All open"), N_("Open")),
    Tab("breaching", N_("At risk"), N_("At risk")),
    Tab("customer", N_("Awaiting customer"), N_("Cust.")),
    Tab("parts", N_("Awaiting parts"), N_("Parts")),
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


_USUAL_COLUMNS: Mapping[str, tuple[str, ...]] = {}


class Queues(NamedTuple):
    """The tabs in order, and the filter of each; the mailbox has none."""

    tabs: tuple[Tab, ...] = TABS
    filters: Mapping[str, TicketFilter] = _OWN
    columns: Mapping[str, tuple[str, ...]] = _USUAL_COLUMNS
    named: FilterNames = FilterNames()

    def filter_of(self, name: str, actor: str | None, line: str = "", sort: str = "") -> TicketFilter:
        """Return the filter of a queue, restricted by a line; `sort` overrides its order."""
        where = self.kept(name, line)
        owner = tuple((actor or _NO_ONE) if one == _ME else one for one in where.owner)
        return where._replace(owner=owner, sort=sort or where.sort)

    def kept(self, name: str, line: str) -> TicketFilter:
        """Return the filter of a queue restricted by a line, as it is saved: `me` is not replaced by a person."""
        where = self.filters.get(name, _OWN["open"])
        if not line:
            return where
        from deskctl.queries.conditions.filter_text import narrowed

        return narrowed(where, line, self.named)


def all_queues(named: FilterNames) -> Queues:
    """Return the built-in queues and then the saved ones of the settings; raises `BadData`."""
    saved = {f"{SAVED}{queue.name}": queue for queue in saved_queues()}
    tabs = tuple(Tab(name, queue.title, queue.title) for name, queue in saved.items())
    filters = {name: queue.where for name, queue in saved.items()}
    return Queues((*TABS, *tabs), {**_OWN, **filters}, {name: queue.columns for name, queue in saved.items()}, named)


def names_of(store: str, people: Mapping[str, str]) -> FilterNames:
    """Return the people and the customers of a store; the customers are read once, when they are first needed."""
    read: dict[str, str] = {}

    def customers() -> dict[str, str]:
        from deskctl.queries.customers.customers import all_customer_names
        from deskctl.screens.session.store_session import reading

        if not read:
            with reading(store) as conn:
                read.update(all_customer_names(conn))
        return read

    return FilterNames(people, customers)

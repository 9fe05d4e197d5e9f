"""The keys of the queue, and those shown in the key bar, the most important first."""

from collections.abc import Collection, Mapping

from textual.binding import Binding

from deskctl.language.i18n import N_, _
from deskctl.screens import keys
from deskctl.screens.alerts.alert_keys import ALERT_KEYS
from deskctl.screens.find.place_keys import PLACE_KEYS
from deskctl.screens.queue.queue_tabs import TABS
from deskctl.widgets.panes.key_bar import Key
from deskctl.widgets.ticket_pane import UNDONE

QUEUE_BINDINGS = (
    keys.NEW,
    keys.OPEN,
    keys.ANSWER,
    keys.LOG,
    keys.TAKE,
    keys.ASSIGN,
    keys.RESOLVE,
    keys.REPORT,
    keys.CLOSE,
    keys.EXPLAIN,
    keys.UNDO,
    UNDONE,
    keys.COPY,
    *ALERT_KEYS,
    keys.DUE,
    *keys.DAY_KEYS,
    *keys.OF_DOCUMENTS,
    keys.BOARD,
    keys.RECORDS,
    keys.SETTINGS,
    keys.FILTER,
    keys.SORT,
    Binding(
        "ctrl+o", "save_queue", N_("Save as a queue"), show=False, id="queue.save",
        tooltip=N_("keep what the filter shows as a tab"),
    ),
    keys.SAVED_QUEUES,
    keys.DETAIL,
    *PLACE_KEYS,
    keys.HELP,
    keys.QUIT,
    keys.BACK,
    keys.PARKED,
    keys.CARD,
    *(
        Binding(
            str(place),
            f"tab_at({place})",
            TABS[place - 1].heading if place <= len(TABS) else N_("Saved queue"),
            show=False,
            id=f"queue.tab-{place}",
        )
        for place in range(1, 10)
    ),
)  # fmt: skip

_BAR = (
    Key("n", keys.NEW.description, "new"),
    Key("a", keys.ANSWER.description, "operate('ticket', 'answer')"),
    Key("l", keys.LOG.description, "log"),
    Key("t", keys.TAKE.description, "take"),
    Key("r", keys.RESOLVE.description, "operate('ticket', 'resolve')"),
    Key("e", keys.REPORT.description, "report"),
    Key("c", keys.CLOSE.description, "operate('ticket', 'close')"),
    Key("x", keys.EXPLAIN.description, "explain"),
    Key("u", keys.UNDO.description, "undo"),
    Key("d", keys.DUE.description, "due"),
    Key("b", keys.BOARD.description, "board"),
    Key("v", keys.RECORDS.description, "records"),
    Key(",", keys.SETTINGS.description, "settings"),
    Key("f", keys.FIND.description, "find"),
    Key("/", keys.FILTER.description, "filter"),
    Key("s", keys.SORT.description, "sort"),
    Key(":", keys.COMMAND.description, "app.find_commands", always=True),
    Key("?", keys.HELP.description, "help", always=True),
    Key("q", keys.QUIT.description, "app.quit", always=True),
)

_FOR_A_TICKET = frozenset(key.action for key in _BAR if key.key in set("altrecxu"))
"""The actions of the bar on the ticket at the cursor."""

_ASSIGN = Key("T", keys.ASSIGN.description, keys.ASSIGN.action)

ORDERS: Mapping[str, str] = {
    "": N_("Sort"),
    "latest": N_("Latest first"),
    "reported": N_("Oldest first"),
}
"""The sort orders of a queue by their names in a filter, with the text in the key bar; the default is first."""


FOR_MANY = frozenset({
    "ticket.answer", "ticket.assign", "ticket.hand-over", "ticket.notify", "ticket.respond", "ticket.set-level",
    "ticket.note", "ticket.resolve", "ticket.close", "ticket.close-without-answer", "ticket.mark-duplicate",
    "call.log", "report.issue", "report.send",
})  # fmt: skip
"""Operations that make sense on many tickets at once, since no field belongs to one customer or one visit."""

_OF_MANY: Mapping[str, str] = {
    "operate('ticket', 'answer')": "ticket.answer",
    "take": "ticket.assign",
    "operate('ticket', 'assign')": "ticket.assign",
    "operate('ticket', 'resolve')": "ticket.resolve",
    "operate('ticket', 'close')": "ticket.close",
}
"""The actions of the bar that apply to all marked tickets, with their operations."""


def queue_bar(marked: int, sort: str, fitting: Collection[str] = (), *, empty: bool = False) -> tuple[Key, ...]:
    """Return the keys of the bar; a sort order other than the default is shown at any width.

    Without a ticket, those for a ticket are left out.
    If tickets are marked, the bar shows how many, and the keys of the actions that are possible on all of them.
    """
    if marked:
        count = Key("esc", _("{n} marked").format(n=marked), "back", always=True)
        steps = [key for key in (*_BAR, _ASSIGN) if _OF_MANY.get(key.action) in fitting]
        others = [key for key in _BAR if key.always or key.action == "log"]
        return (count, *steps, *others)
    order = Key("s", ORDERS[sort], "sort", always=bool(sort))
    shown = (key for key in _BAR if not empty or key.action not in _FOR_A_TICKET)
    return tuple(order if key.action == order.action else key for key in shown)

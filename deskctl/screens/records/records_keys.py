"""The keys that only the pages of records have, and those shown in the key bar."""

from textual.binding import Binding

from deskctl.language.i18n import N_
from deskctl.screens import keys
from deskctl.widgets.panes.key_bar import Key

JOIN = Binding(
    "t", "join_mail", N_("Join"), show=False, id="rooms.join_mail", tooltip=N_("add the mail to an existing ticket")
)
ASIDE = Binding(
    "x",
    "set_mail_aside",
    N_("Set aside"),
    show=False,
    id="rooms.set_mail_aside",
    tooltip=N_("set aside a mail that needs no ticket"),
)
ADD = Binding("A", "add", N_("Add"), show=False, id="rooms.add", tooltip=N_("a record of this page"))
_OF_MAIL = (
    Key("enter", N_("New ticket"), "new"), Key("t", JOIN.description, "join_mail"),
    Key("x", ASIDE.description, "set_mail_aside"),
)  # fmt: skip
_BAR = (
    Key("esc", keys.BACK.description, "back", always=True), Key("/", keys.FILTER.description, "filter"),
    Key("A", ADD.description, "add"), Key("n", keys.NEW.description, "new"),
    Key(",", keys.SETTINGS.description, "settings"), Key("tab", keys.DETAIL.description, "app.focus_next"),
    Key("?", keys.HELP.description, "help", always=True), Key("q", keys.QUIT.description, "app.quit", always=True),
)  # fmt: skip


def records_bar(*, mails: bool, empty: bool) -> tuple[Key, ...]:
    """Return the keys of the bar for the mailbox or another page; without a mail, those for a mail are left out."""
    if not mails:
        return _BAR
    first = (Key("n", keys.NEW.description, "new"),) if empty else _OF_MAIL
    return (*first, *(key for key in _BAR if key.action not in {"new", "add"}))

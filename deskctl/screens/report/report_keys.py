"""The keys of the report, and those shown in the key bar."""

from deskctl.language.i18n import N_
from deskctl.screens import keys
from deskctl.widgets.inputs.safe_area import EDITOR
from deskctl.widgets.panes.key_bar import Key

REPORT_BINDINGS = (
    keys.REPORT_DRAFT,
    keys.REPORT_ISSUE,
    keys.REPORT_SEND,
    keys.REPORT_PAPER,
    EDITOR,
    keys.REPORT_SATISFIED,
    keys.REPORT_NOT_SATISFIED,
    keys.MARKS,
    keys.BACK,
    keys.HELP,
    keys.QUIT,
)

REPORT_BAR = (
    Key("esc", N_("Back, draft kept"), "back", always=True),
    Key("ctrl+p", N_("Help, quit"), "app.command_palette", always=True),
    Key("ctrl+r", keys.REPORT_ISSUE.description, "issue"),
    Key("ctrl+o", keys.REPORT_DRAFT.description, "draft"),
    Key("ctrl+t", keys.REPORT_SEND.description, "send"),
    Key("ctrl+e", EDITOR.description, EDITOR.action),
    Key("ctrl+l", keys.REPORT_PAPER.description, "paper"),
    Key("ctrl+g", keys.REPORT_SATISFIED.description, "word('satisfied')"),
    Key("ctrl+n", keys.REPORT_NOT_SATISFIED.description, "word('not-satisfied')"),
)

"""The keys of the report, and those shown in the key bar."""

from deskctl.language.i18n import N_
from deskctl.screens import keys
from deskctl.screens.report.report_text import stages
from deskctl.widgets.inputs.safe_area import EDITOR
from deskctl.widgets.panes.key_bar import Key
from deskctl.widgets.panes.ticket_view import TicketView

REPORT_BINDINGS = (
    keys.REPORT_DRAFT,
    keys.REPORT_ISSUE,
    keys.REPORT_SEND,
    keys.REPORT_PREVIEW,
    EDITOR,
    keys.REPORT_SATISFIED,
    keys.REPORT_NOT_SATISFIED,
    keys.MARKS,
    keys.BACK,
    keys.HELP,
    keys.QUIT,
)

_ACTIONS = ("", "issue", "send", "word('satisfied')")
"""The key of each stage of the report; the first stage has its key elsewhere."""

_BAR = (
    Key("esc", N_("Back, draft kept"), "back", always=True),
    Key("ctrl+p", N_("Help, quit"), "app.command_palette", always=True),
    Key("ctrl+l", keys.REPORT_PREVIEW.description, "preview"),
    Key("ctrl+r", keys.REPORT_ISSUE.description, "issue"),
    Key("ctrl+o", keys.REPORT_DRAFT.description, "draft"),
    Key("ctrl+t", keys.REPORT_SEND.description, "send"),
    Key("ctrl+e", EDITOR.description, EDITOR.action),
    Key("ctrl+g", keys.REPORT_SATISFIED.description, "word('satisfied')"),
    Key("ctrl+n", keys.REPORT_NOT_SATISFIED.description, "word('not-satisfied')"),
)


def report_bar(view: TicketView | None) -> list[Key]:
    """Return the keys of the bar; the key of the next stage comes first, since a narrow bar shows few."""
    reached = stages(view.actions if view else ())
    left = [action for action, stage in zip(_ACTIONS, reached, strict=True) if action and not stage.done]
    return sorted(_BAR, key=lambda key: (not key.always, key.action not in left[:1]))

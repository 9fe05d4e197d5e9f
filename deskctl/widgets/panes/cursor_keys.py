"""The keys that move a cursor over lines."""

from textual.binding import Binding, BindingType

from deskctl.language.i18n import N_


def cursor_keys(pane: str) -> list[BindingType]:
    """Return the bindings for the actions `move`, `page` and `go` of a pane, whose name begins their ids."""
    return [
        Binding("up,k", "move(-1)", N_("Up"), show=False, id=f"{pane}.up"),
        Binding("down,j", "move(1)", N_("Down"), show=False, id=f"{pane}.down"),
        Binding("home,g", "go(0)", N_("First"), show=False, id=f"{pane}.first"),
        Binding("end,G", "go(-1)", N_("Last"), show=False, id=f"{pane}.last"),
        Binding("pageup,ctrl+u", "page(-1)", N_("Page up"), show=False, id=f"{pane}.page-up"),
        Binding("pagedown,ctrl+d", "page(1)", N_("Page down"), show=False, id=f"{pane}.page-down"),
    ]

"""The first desk of one's own, page by page: firm and me, hotline, people, a customer, the first ticket.

Each page may be skipped and gone back to; nothing is written before the end.
"""

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import ContentSwitcher, Label

from deskctl.console.theme import FIRST, OTHERS, THEMES
from deskctl.language.i18n import N_, _
from deskctl.language.words import SEVERITIES
from deskctl.language.words.choices import ROLES, choice_word
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.inputs.safe_input import SafeInput

Answers = Mapping[str, str]
"""What was typed and chosen, by the name of the line; what was left empty is not there."""


class Line(NamedTuple):
    """A line of a page: a text, or a choice of one of the codes of a field."""

    name: str
    label: str
    value: str = ""
    field: str = ""


_PAGES: tuple[tuple[str, tuple[Line, ...]], ...] = (
    (
        N_("The firm and you"),
        (
            Line("firm", N_("Name of the firm")),
            Line("me", N_("Your name")),
            Line("role", N_("Your role"), "service_manager", "role"),
            Line("zone", N_("Time zone"), "Asia/Shanghai"),
        ),
    ),
    (
        N_("Hotline"),
        (
            Line("hotline", N_("The number that customers call")),
            Line("from", N_("Answered from"), "09:00"),
            Line("until", N_("Answered until"), "22:30"),
        ),
    ),
    (
        N_("People"),
        (
            Line("person_1", N_("Name of a colleague")),
            Line("role_1", N_("What they do"), "engineer", "role"),
            Line("person_2", N_("Name of a colleague")),
            Line("role_2", N_("What they do"), "hotline_technician", "role"),
        ),
    ),
    (
        N_("First customer"),
        (
            Line("customer", N_("Name of the customer")),
            Line("caller", N_("Who calls for them")),
            Line("phone", N_("Their phone number")),
        ),
    ),
    (
        N_("First ticket"),
        (
            Line("title", N_("What the customer reports")),
            Line("severity", N_("How bad it is, in the customer's choice"), "general", "severity"),
        ),
    ),
)
_CODES: Mapping[str, tuple[str, ...]] = {"role": tuple(ROLES), "severity": tuple(SEVERITIES)}


class SetupWizard(App[Answers]):
    """Asks page by page; returns the answers at the end, None if it was left."""

    TITLE = "deskctl"
    CSS = """
    Screen { align: center middle; }
    #setup { width: 84; max-width: 100%; height: auto; border: round $primary; padding: 1 2; background: $surface;
             border-title-color: $primary; border-title-style: bold; border-subtitle-color: $quiet; }
    ContentSwitcher, .page { height: auto; background: $surface; }
    SafeInput { height: 1; border: none; padding: 0 1; background: $field; margin: 0 0 1 0; }
    ChoiceLine { margin: 0 0 1 0; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown,ctrl+o", "turn(1)", N_("Next page"), id="setup.next", priority=True),
        Binding("pageup", "turn(-1)", N_("Page before"), id="setup.previous", priority=True),
        Binding("enter", "go_on", N_("Next field"), show=False, id="setup.enter", priority=True),
        Binding("escape", "quit", N_("Quit"), id="setup.quit"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._page = 0
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = FIRST

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own colours for themes that lack them."""
        return dict(OTHERS)

    def compose(self) -> ComposeResult:
        """Lay out the pages, one of them shown."""
        with Vertical(id="setup"), ContentSwitcher(initial="page-0"):
            for place, (_title, lines) in enumerate(_PAGES):
                with Vertical(id=f"page-{place}", classes="page"):
                    for line in lines:
                        yield Label(_(line.label), markup=False)
                        yield _widget(line)

    def on_mount(self) -> None:
        """Begin with the first page."""
        self._show()

    def _show(self) -> None:
        box = self.query_one("#setup")
        title = _(_PAGES[self._page][0])
        box.border_title = f"{title}  {self._page + 1}/{len(_PAGES)}"
        box.border_subtitle = _("enter: next field, pgdn: next page, pgup: page before, esc: quit")
        self.query_one(ContentSwitcher).current = f"page-{self._page}"
        self._fields()[0].focus()

    def _fields(self) -> list[SafeInput | ChoiceLine]:
        """Return the fields of the page that is shown, in order."""
        page = self.query_one(f"#page-{self._page}")
        return [widget for widget in page.children if isinstance(widget, (SafeInput, ChoiceLine))]

    def action_go_on(self) -> None:
        """Go on to the next field, after the last one to the next page."""
        fields = self._fields()
        place = next((place for place, field in enumerate(fields) if field.has_focus), len(fields) - 1)
        if place + 1 < len(fields):
            fields[place + 1].focus()
        else:
            self.action_turn(1)

    def action_turn(self, by: int) -> None:
        """Turn to another page; behind the last one lies the end."""
        if self._page + by >= len(_PAGES):
            self.exit(self._answers())
            return
        self._page = max(0, self._page + by)
        self._show()

    def _answers(self) -> Answers:
        fields = [field for _title, lines in _PAGES for field in lines]
        given = {field.name: self.query_one(f"#line-{field.name}").value for field in fields}  # type: ignore[attr-defined]
        return {name: value.strip() for name, value in given.items() if value.strip()}


def _widget(line: Line) -> SafeInput | ChoiceLine:
    if line.field:
        choices = [(code, choice_word(line.field, code)) for code in _CODES[line.field]]
        widget: SafeInput | ChoiceLine = ChoiceLine(choices, line.value)
    else:
        widget = SafeInput(line.value)
    widget.id = f"line-{line.name}"
    return widget

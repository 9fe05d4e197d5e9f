"""The first desk of one's own, page by page: firm and me, hotline, people, customers, the first ticket.

Each page may be skipped and gone back to; nothing is written before the end.
"""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Event, Key, Paste
from textual.widgets import ContentSwitcher, Label

from deskctl.console.keyboard.typed_ahead import TypedAhead
from deskctl.console.setup.customers_file import try_file
from deskctl.console.setup.setup_pages import CODES, FILE, PAGES, PEOPLE, Line, person
from deskctl.console.theme import FIRST, OTHERS, THEMES
from deskctl.language.i18n import N_, _
from deskctl.language.words.choices import choice_word
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.inputs.safe_input import SafeInput

Answers = Mapping[str, str]
"""What was typed and chosen, by the name of the line; what was left empty is not there."""


class SetupWizard(App[Answers]):
    """Asks page by page; returns the answers at the end, None if it was left."""

    TITLE = "deskctl"
    CSS = """
    Screen { align: center middle; }
    #setup { width: 84; max-width: 100%; height: auto; border: round $primary; padding: 1 2; background: $surface;
             border-title-color: $primary; border-title-style: bold; border-subtitle-color: $quiet; }
    ContentSwitcher, .page { height: auto; background: $surface; }
    .page { max-height: 80vh; overflow-y: auto; }
    #tried { height: auto; color: $quiet; }
    #tried.wrong { color: $error; }
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
        self._typed_ahead = TypedAhead(self)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = FIRST

    async def on_event(self, event: Event) -> None:
        """Handle keys in their order, each where it belongs."""
        is_typed = isinstance(event, (Key, Paste)) and not event.is_forwarded
        if not (is_typed and self._typed_ahead.holds(event)):
            await super().on_event(event)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own colours for themes that lack them."""
        return dict(OTHERS)

    def compose(self) -> ComposeResult:
        """Lay out the pages, one of them shown."""
        with Vertical(id="setup"), ContentSwitcher(initial="page-0"):
            for place, page in enumerate(PAGES):
                with Vertical(id=f"page-{place}", classes="page"):
                    for line in page.lines:
                        yield Label(_(line.label), markup=False)
                        yield _widget(line)
                        if line.name == FILE:
                            yield Label("", id="tried", markup=False)

    def on_mount(self) -> None:
        """Begin with the first page."""
        self._show()

    def _show(self) -> None:
        box = self.query_one("#setup")
        title = _(PAGES[self._page].title)
        box.border_title = f"{title}  {self._page + 1}/{len(PAGES)}"
        box.border_subtitle = _("enter: next field, pgdn: next page, pgup: page before, esc: quit")
        self.query_one(ContentSwitcher).current = f"page-{self._page}"
        self.screen.set_focus(self._fields()[0])

    def _fields(self) -> list[SafeInput | ChoiceLine]:
        """Return the fields of the page that is shown, in order."""
        page = self.query_one(f"#page-{self._page}")
        return [widget for widget in page.children if isinstance(widget, (SafeInput, ChoiceLine))]

    async def action_go_on(self) -> None:
        """Go on to the next field, after the last one to the next page; after a colleague to the next one."""
        fields = self._fields()
        place = next((place for place, field in enumerate(fields) if field.has_focus), len(fields) - 1)
        if fields[place].id == f"line-{FILE}" and not self._try_file():
            return
        if self._page == PEOPLE and place + 1 == len(fields) and fields[-2].value.strip():
            await self._ask_for_another(len(fields) // 2 + 1)
        elif self._page == PEOPLE and isinstance(fields[place], SafeInput) and not fields[place].value.strip():
            self.action_turn(1)
        elif place + 1 < len(fields):
            self.screen.set_focus(fields[place + 1])
        else:
            self.action_turn(1)

    async def _ask_for_another(self, number: int) -> None:
        lines = [(Label(_(line.label), markup=False), _widget(line)) for line in person(number)]
        await self.query_one(f"#page-{PEOPLE}").mount(*(widget for pair in lines for widget in pair))
        self.screen.set_focus(lines[0][1])

    def _try_file(self) -> bool:
        """Show what the file of customers would bring; return whether it can be taken."""
        name, shown = self.query_one(f"#line-{FILE}", SafeInput).value.strip(), self.query_one("#tried", Label)
        tried = try_file(name) if name else None
        shown.update("\n".join(tried.lines) if tried else "")
        shown.set_class(tried is not None and not tried.is_good, "wrong")
        return tried is None or tried.is_good

    def action_turn(self, by: int) -> None:
        """Turn to another page, not on from a file that cannot be taken; behind the last one lies the end."""
        if by > 0 and any(line.name == FILE for line in PAGES[self._page].lines) and not self._try_file():
            self.screen.set_focus(self.query_one(f"#line-{FILE}"))
            return
        if self._page + by >= len(PAGES):
            self.exit(self._answers())
            return
        self._page = max(0, self._page + by)
        self._show()

    def _answers(self) -> Answers:
        fields = [field for field in self.query(".line") if isinstance(field, (SafeInput, ChoiceLine))]
        given = {str(field.id).removeprefix("line-"): field.value.strip() for field in fields}
        return {name: value for name, value in given.items() if value}


def _widget(line: Line) -> SafeInput | ChoiceLine:
    if line.field:
        choices = [(code, choice_word(line.field, code)) for code in CODES[line.field]]
        widget: SafeInput | ChoiceLine = ChoiceLine(choices, line.value)
    else:
        widget = SafeInput(line.value)
    widget.id = f"line-{line.name}"
    widget.add_class("line")
    return widget

"""The wizard that sets up a first desk: firm and user, hotline, people, customers, the first ticket.

The user may skip pages and go back; nothing is written before the end.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Event, Key, Paste, Resize
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Label

from deskctl.console.setup.record_files import guessed_kind
from deskctl.console.setup.setup_pages import CODES, PAGES, Answers, Line
from deskctl.console.setup.trial_desk import try_answers
from deskctl.console.terminal.key_order import TypeAheadQueue
from deskctl.console.theme import FIRST, THEMES, colours_of
from deskctl.errors import DeskError
from deskctl.language.i18n import N_, _
from deskctl.language.words.choices import choice_word
from deskctl.language.words.records import NOUNS
from deskctl.safe_text import visible
from deskctl.widgets.inputs.choice_line import ChoiceLine
from deskctl.widgets.inputs.focus_in_view import FocusInView
from deskctl.widgets.inputs.safe_input import SafeInput

_FRAME, _NOTICE, _FEWEST = 4, 3, 2  # lines


class PageLines(Vertical, FocusInView):
    """The lines of a page."""


class SetupWizard(App[Answers]):
    """Asks page by page; returns the answers at the end, None if the user quits."""

    TITLE = "deskctl"
    CSS = """
    Screen { align: center middle; }
    #setup { width: 84; max-width: 100%; height: auto; border: round $primary; padding: 1 2; background: $surface;
             border-title-color: $primary; border-title-style: bold; border-subtitle-color: $quiet; }
    ContentSwitcher, .page { height: auto; background: $surface; }
    .page { overflow-y: auto; }
    #notice { width: 100%; height: auto; color: $warning; margin: 1 0 0 0; display: none; }
    .tried { width: 100%; height: auto; color: $quiet; margin: 1 0 0 0; }
    .tried.wrong { color: $error; }
    SafeInput { height: 1; border: none; padding: 0 1; background: $field; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown,ctrl+o", "turn(1)", N_("Next page"), id="setup.next", priority=True),
        Binding("pageup", "turn(-1)", N_("Previous page"), id="setup.previous", priority=True),
        Binding("enter", "go_on", N_("Next field"), show=False, id="setup.enter", priority=True),
        Binding("down", "app.focus_next", N_("Next field"), show=False, id="setup.down"),
        Binding("up", "app.focus_previous", N_("Previous field"), show=False, id="setup.up"),
        Binding("escape", "leave", N_("Quit"), id="setup.quit"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._page = 0
        self._is_leaving = False
        self._notice = ""
        self._tried: Answers = {line.name: line.value for page in PAGES for line in page.lines if line.value}
        self._typed_ahead = TypeAheadQueue(self)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = FIRST

    async def on_event(self, event: Event) -> None:
        """Handle an event; a key waits for the effects of the keys before it."""
        is_typed = isinstance(event, (Key, Paste)) and not event.is_forwarded
        self._is_leaving &= not is_typed or (isinstance(event, Key) and event.key == "escape")
        if not (is_typed and self._typed_ahead.holds(event)):
            await super().on_event(event)

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme."""
        self.theme_variables = colours_of(self.current_theme)
        return self.theme_variables

    def compose(self) -> ComposeResult:
        """Lay out the pages, of which one is visible."""
        with Vertical(id="setup"):
            with ContentSwitcher(initial="page-0"):
                for place, page in enumerate(PAGES):
                    with PageLines(id=f"page-{place}", classes="page"):
                        yield from _widgets(page.lines)
                        yield Label("", classes="tried", markup=False)
            yield Label("", id="notice", markup=False)

    def on_mount(self) -> None:
        """Begin with the first page."""
        self._show()

    def on_resize(self, event: Resize) -> None:
        """Fit the pages into the terminal, the last one with its notice."""
        for place, page in enumerate(self.query(PageLines)):
            page.styles.max_height = max(_FEWEST, event.size.height - _FRAME - (place + 1 == len(PAGES)) * _NOTICE)

    def _show(self) -> None:
        box = self.query_one("#setup")
        title = _(PAGES[self._page].title)
        box.border_title = f"{title}  {self._page + 1}/{len(PAGES)}"
        box.border_subtitle = _("enter: next field, pgdn pgup: page, esc: quit")
        notice = self.query_one("#notice", Label)
        notice.update(self._notice)
        notice.display = bool(self._notice) and self._page + 1 == len(PAGES)
        self.query_one(ContentSwitcher).current = f"page-{self._page}"
        self.screen.set_focus(self._fields()[0])

    def _fields(self) -> list[SafeInput | ChoiceLine]:
        """Return the fields of the visible page in order."""
        page = self.query_one(f"#page-{self._page}")
        return [widget for widget in page.children if isinstance(widget, (SafeInput, ChoiceLine))]

    async def action_go_on(self) -> None:
        """Focus the next field, add another pair after a filled last one, or turn to the next page."""
        fields = self._fields()
        place = next((place for place, field in enumerate(fields) if field.has_focus), len(fields) - 1)
        if not self._accept_file(fields[place]):
            return
        more = PAGES[self._page].more
        if more is not None and place + 1 == len(fields) and fields[-2].value.strip():
            await self._ask_for_another(more(int(str(fields[-1].id).rpartition("_")[2]) + 1))
        elif more is not None and _opens_pair(fields[place]) and not fields[place].value.strip():
            self.action_turn(1)
        elif place + 1 < len(fields):
            self.screen.set_focus(fields[place + 1])
        else:
            self.action_turn(1)

    async def _ask_for_another(self, lines: Sequence[Line]) -> None:
        if lines[0].name.startswith("person_") or self._try_answers():
            page = self.query_one(f"#page-{self._page}")
            page.move_child(page.query_one(".tried"), after=self._fields()[-1])
            await page.mount(*_widgets(lines), before=page.query_one(".tried"))
            self.screen.set_focus(self._fields()[-2])

    def _accept_line(self, field: SafeInput | ChoiceLine) -> bool:
        """Accept a line that was left by another key than Enter; keep the user's own choice of a file's kind."""
        is_file = str(field.id).startswith("line-file_")
        chosen = is_file and self._kind_of(field).value
        return bool(chosen) or self._accept_file(field)

    def _kind_of(self, file: SafeInput | ChoiceLine) -> ChoiceLine:
        return self.query_one(f"#{file.id}".replace("file_", "kind_"), ChoiceLine)

    def _accept_file(self, field: SafeInput | ChoiceLine) -> bool:
        """Choose the kind of a typed file by its headings; return whether it can be read."""
        if not (str(field.id).startswith("line-file_") and field.value.strip()):
            return True
        try:
            self._kind_of(field).choose(guessed_kind(field.value.strip()))
        except (DeskError, OSError) as error:
            text = error.text(_) if isinstance(error, DeskError) else str(error.strerror)
            self._show_result([text], is_good=False, at=field)
            return False
        return self._try_answers()

    def _try_answers(self) -> bool:
        """Try the answers and show the result or the mistakes; return whether they are valid."""
        answers = self._answers()
        if answers == self._tried:
            return True
        tried = try_answers(answers)
        wrong = next((field for field in self._fields() if field.id == f"line-{tried.line}"), None)
        self._show_result(tried.lines, is_good=tried.is_good, at=wrong)
        if tried.is_good:
            self._tried, self._notice = answers, tried.notice
        return tried.is_good

    def _show_result(self, lines: Sequence[str], *, is_good: bool, at: Widget | None = None) -> None:
        """Show lines below the field that is wrong, which gets the focus; at the end of the page if it is not known."""
        page, fields = self.query_one(f"#page-{self._page}"), self._fields()
        tried = page.query_one(".tried", Label)
        page.move_child(tried, after=at or fields[-1])
        if at is not None:
            self.screen.set_focus(at)
        tried.update("\n".join(visible(line) for line in lines))
        tried.set_class(not is_good, "wrong")
        self.call_after_refresh(tried.scroll_visible, animate=False)

    def action_leave(self) -> None:
        """Leave without an answer; what was typed is lost only at the second Escape."""
        initial = {f"line-{line.name}": line.value for page in PAGES for line in page.lines}
        fields = self.query(".line").results(SafeInput)
        if self._is_leaving or all(field.value == initial.get(str(field.id), "") for field in fields):
            self.exit()
            return
        self._is_leaving = True
        self._show_result([_("Escape again discards what you typed.")], is_good=False)

    def action_turn(self, by: int) -> None:
        """Turn pages by `by`, but not forward from an invalid page; after the last page the wizard ends."""
        if by > 0 and not (all(map(self._accept_line, self._fields())) and self._try_answers()):
            return
        if self._page + by >= len(PAGES):
            self.exit(self._answers())
            return
        self._page = max(0, self._page + by)
        self._show()

    def _answers(self) -> Answers:
        """Return the answers up to the visible page, since a mistake on a later page must not block this one."""
        seen = [line for page in range(self._page + 1) for line in self.query(f"#page-{page} .line")]
        fields = [field for field in seen if isinstance(field, (SafeInput, ChoiceLine))]
        answers = {str(field.id).removeprefix("line-"): field.value.strip() for field in fields}
        return {name: value for name, value in answers.items() if value}


def _opens_pair(field: SafeInput | ChoiceLine) -> bool:
    """Return True for the first line of a pair: a colleague, a file."""
    return isinstance(field, SafeInput) and str(field.id).rpartition("_")[2].isdigit()


def _widgets(lines: Sequence[Line]) -> Iterator[Widget]:
    for line in lines:
        yield Label(_(line.label), markup=False)
        yield _widget(line)


def _widget(line: Line) -> SafeInput | ChoiceLine:
    if line.field:
        words = NOUNS if line.field == "records" else {}
        choices = [(code, _(words[code]) if words else choice_word(line.field, code)) for code in CODES[line.field]]
        widget: SafeInput | ChoiceLine = ChoiceLine(choices, line.value)
    else:
        widget = SafeInput(line.value)
    widget.id = f"line-{line.name}"
    widget.add_class("line")
    return widget

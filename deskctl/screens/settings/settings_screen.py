"""The settings: appearance, attention, person and keys."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Input

from deskctl.config import config_file, problems
from deskctl.language.folding import fold
from deskctl.language.i18n import N_, _
from deskctl.safe_text import one_line
from deskctl.screens import keys
from deskctl.screens.dialogs.pick_screen import PickScreen
from deskctl.screens.dialogs.text_prompt_screen import TextPromptScreen
from deskctl.screens.kept_layout import KeptLayout
from deskctl.screens.queue.queue_saving import SavedQueuesKey
from deskctl.screens.session.session import Session
from deskctl.screens.settings.key_capture_screen import KeyCaptureScreen
from deskctl.screens.settings.key_rows import KeyRow, key_rows
from deskctl.screens.settings.moved_keys import read_moved_keys, refusal
from deskctl.screens.settings.setting_changes import SettingChanges
from deskctl.screens.settings.setting_lines import (
    key_detail,
    key_line,
    mistake_lines,
    row_text,
    setting_detail,
    setting_line,
)
from deskctl.screens.settings.setting_rows import SettingRow, setting_rows
from deskctl.widgets.inputs.safe_input import SafeInput
from deskctl.widgets.panes.key_bar import Key, KeyBar
from deskctl.widgets.panes.line_pane import Line, LinePane, Piece, spread
from deskctl.widgets.panes.setting_list import SettingList
from deskctl.widgets.panes.tabs import QueueTabs, Tab, tabs_line
from deskctl.widgets.style.key_words import key_words

SETTINGS, KEYS = "settings", "keys"
TABS = (Tab(SETTINGS, N_("Settings"), N_("Settings")), Tab(KEYS, N_("Keys"), N_("Keys")))
_LEAST = 20
_FLAG = 2
_RESET = Binding("d,delete", "reset", N_("As usual"), id="settings.reset", tooltip=N_("remove it from the file"))
_MORE = Binding("plus", "more", N_("Add a key"), id="settings.more", tooltip=N_("give the action another key"))
_UNDO = Binding("u", "undo", N_("Undo change"), id="settings.undo", tooltip=N_("undo the last change"))
_BAR = (
    Key("esc", keys.BACK.description, "back", always=True), Key("enter", N_("Change"), "change"),
    Key("d", _RESET.description, "reset"), Key("u", _UNDO.description, "undo"), Key("+", _MORE.description, "more"),
    Key("Q", keys.SAVED_QUEUES.description, "saved_queues"), Key("/", keys.FILTER.description, "filter"),
    Key("?", keys.HELP.description, "help", always=True), Key("q", keys.QUIT.description, "app.quit", always=True),
)  # fmt: skip

Row = SettingRow | KeyRow


class SettingPane(LinePane, can_focus=True):
    """The details of the chosen setting."""


class SettingsScreen(SavedQueuesKey, KeptLayout, Screen[None]):
    """Shows the settings and changes them in the file."""

    AUTO_FOCUS = "#setting-list"
    CSS_PATH = "settings.tcss"
    HELP_TITLE = N_("Settings")
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.BACK, _RESET, _MORE, _UNDO, keys.SAVED_QUEUES, keys.FILTER, keys.DETAIL, keys.COMMAND, keys.HELP,
        keys.QUIT,
        *(
            Binding(str(place), f"tab('{tab.name}')", tab.heading, show=False, id=f"settings.tab-{place}")
            for place, tab in enumerate(TABS, 1)
        ),
    ]  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._tab = SETTINGS
        self._words = ""
        self._rows: list[Row | None] = []
        self._kept: SettingChanges | None = None

    def compose(self) -> ComposeResult:
        """Lay out tabs, mistakes, list and details."""
        yield LinePane(id="settings-head")
        yield QueueTabs(id="tabs")
        yield SafeInput(id="filter", compact=True)
        yield LinePane(id="mistakes")
        with Container(id="settings"):
            yield SettingList(self.session.look, id="setting-list")
            yield SettingPane(id="setting-detail")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Start with the settings."""
        self._kept = SettingChanges(self.app, self.session)
        self.query_one("#filter").display = False

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self.call_after_refresh(self.write)

    def write(self) -> None:
        """Redraw everything."""
        width = self.size.width
        path = Piece(f"{one_line(str(config_file()))} ", "dim")
        self.query_one("#settings-head", LinePane).show(
            [spread((Piece(f" {_('Settings')}", "title"),), (path,), width)]
        )
        self.query_one(QueueTabs).show([tabs_line(TABS, self._tab, {}, width)])
        self.query_one(KeyBar).show_keys([key for key in _BAR if key.action != "more" or self._tab == KEYS], width)
        wrong = mistake_lines((*problems(), *read_moved_keys().wrong), self.session.look, max(_LEAST, width - 2))
        mistakes = self.query_one("#mistakes", LinePane)
        mistakes.display = bool(wrong)
        mistakes.show(wrong)
        self._write_list()
        self._write_detail()

    def _write_list(self) -> None:
        listed = self.query_one(SettingList)
        width = max(_LEAST, listed.size.width - 3)
        lines: list[Line] = []
        self._rows = []
        heading = ""
        for row in self._found():
            above = row.kind.heading if isinstance(row, SettingRow) else row.heading
            if above != heading:
                lines += [(), (Piece(_(above), "title"),)] if heading else [(Piece(_(above), "title"),)]
                heading = above
            self._rows += [None] * (len(lines) - len(self._rows)) + [row]
            lines.append(setting_line(row, width) if isinstance(row, SettingRow) else key_line(row, width))
        listed.show_under(lines, {place for place, row in enumerate(self._rows) if row is None})

    def _found(self) -> list[Row]:
        rows: list[Row] = [*(setting_rows(self.session) if self._tab == SETTINGS else key_rows(read_moved_keys().keys))]
        words = fold(self._words).split()
        return [row for row in rows if all(word in row_text(row) for word in words)]

    def _write_detail(self) -> None:
        pane, row = self.query_one(SettingPane), self.row
        width = max(_LEAST, pane.line_width)
        if row is None:
            pane.show([(Piece(_("Nothing to show."), "dim"),)])
        elif isinstance(row, SettingRow):
            pane.show(setting_detail(row, self.session.look, width))
        else:
            pane.show(key_detail(row, width))

    @property
    def row(self) -> Row | None:
        """The setting or key at the cursor."""
        place = self.query_one(SettingList).place
        return self._rows[place] if place < len(self._rows) else None

    def keep(self, name: str, value: str | None) -> str:
        """Save a value in the file and apply it; return the problem, empty if there is none."""
        problem = self._kept.keep(name, value) if self._kept else ""
        self.write()
        return problem

    def _keep_or_notify(self, name: str, value: str | None) -> None:
        if problem := self.keep(name, value):
            self.notify(problem, severity="error", markup=False)

    @on(SettingList.Moved)
    def _moved(self) -> None:
        self._write_detail()

    @on(SettingList.Selected)
    def action_change(self) -> None:
        """Change the chosen row: toggle it, or open a choice, a prompt or a key prompt."""
        row = self.row
        if isinstance(row, KeyRow):
            self._capture(row, ())
        elif row is not None and not self._is_set_elsewhere(row):
            if len(row.kind.options) == _FLAG:
                self._keep_or_notify(row.name, row.after(1))
            elif row.kind.options:
                self._pick(row)
            else:
                self._ask(row)

    def _is_set_elsewhere(self, row: SettingRow) -> bool:
        if row.set_elsewhere:
            text = _("{who} sets this and overrides the file: change it there.").format(who=row.set_elsewhere)
            self.notify(text, severity="warning", markup=False)
        return bool(row.set_elsewhere)

    def _pick(self, row: SettingRow) -> None:
        def chosen(code: str | None) -> None:
            if code is not None and code != row.value:
                self._keep_or_notify(row.name, code)

        def tried(code: str) -> None:
            if row.name == "console.theme":
                self.app.theme = code

        self.app.push_screen(
            PickScreen(self.session.look, _(row.kind.words), row.kind.choices, row.value, tried), chosen
        )

    def _ask(self, row: SettingRow) -> None:
        store = self.session.store
        prompt = TextPromptScreen(
            _(row.kind.words),
            row.meaning,
            row.value,
            lambda typed: self.keep(row.name, typed or None),
            ref=row.kind.ref,
            store=store,
        )
        self.app.push_screen(prompt)

    def _capture(self, row: KeyRow, beside: tuple[str, ...]) -> None:
        def kept(key: str) -> str:
            chosen_keys = ",".join((*beside, key))
            wrong = refusal(row.bound.id, chosen_keys)
            return wrong.text(_) if wrong else self.keep(row.name, chosen_keys)

        explanation = _("now: {keys}").format(keys=key_words(",".join(row.keys)))
        self.app.push_screen(KeyCaptureScreen(f"{_(row.bound.name)}  {row.bound.id}", explanation, kept))

    @on(SettingList.Stepped)
    def _stepped(self, event: SettingList.Stepped) -> None:
        row = self.row
        if isinstance(row, SettingRow) and row.kind.options and not self._is_set_elsewhere(row):
            self._keep_or_notify(row.name, row.after(event.step))

    @on(SettingList.WordClicked)
    def _worded(self, event: SettingList.WordClicked) -> None:
        row = self.row
        if isinstance(row, SettingRow) and not self._is_set_elsewhere(row):
            self._keep_or_notify(row.name, event.code)

    def action_more(self) -> None:
        """Bind one more key to an action."""
        row = self.row
        if isinstance(row, KeyRow):
            self._capture(row, row.keys)

    def action_reset(self) -> None:
        """Remove the chosen setting or key from the file."""
        row = self.row
        if row is not None and not (isinstance(row, SettingRow) and self._is_set_elsewhere(row)):
            self._keep_or_notify(row.name, None)

    def action_undo(self) -> None:
        """Undo the last change."""
        problem = self._kept.undo() if self._kept else ""
        self.write()
        if problem:
            self.notify(problem, severity="warning", markup=False)

    def action_tab(self, name: str) -> None:
        """Switch to the settings or to the keys."""
        self._tab = name
        self.query_one(SettingList).move_to(0)
        self.write()

    def on_queue_tabs_picked(self, picked: QueueTabs.Picked) -> None:
        """Switch to the clicked tab."""
        self.action_tab(picked.name)

    def action_filter(self) -> None:
        """Open the filter."""
        line = self.query_one("#filter", Input)
        line.display, line.placeholder = True, _("words of the name, a key ...")
        line.focus()

    @on(Input.Changed, "#filter")
    def _filter_typed(self, event: Input.Changed) -> None:
        self._words = event.value.strip()
        self.write()

    @on(Input.Submitted, "#filter")
    def _filter_done(self) -> None:
        self.query_one(SettingList).focus()

    def action_back(self) -> None:
        """Remove the filter, else close the screen."""
        line = self.query_one("#filter", Input)
        if line.display:
            line.value = ""
            line.display = False
            self.query_one(SettingList).focus()
        else:
            self.dismiss(None)

    def action_help(self) -> None:
        """Show the keys of the focused widget."""
        from deskctl.screens.dialogs.help_screen import HelpScreen

        self.app.push_screen(HelpScreen(self))

    async def on_key_bar_pressed(self, pressed: KeyBar.Pressed) -> None:
        """Perform the action of the clicked key."""
        await self.run_action(pressed.action)

"""The lines of the settings screen: a row for each setting or key, and the details of the chosen one."""

from collections.abc import Sequence
from pathlib import Path

from deskctl.config import config_file
from deskctl.errors import BadData
from deskctl.language.folding import fold
from deskctl.language.i18n import N_, _
from deskctl.screens.settings.key_rows import KeyRow
from deskctl.screens.settings.setting_rows import SettingRow
from deskctl.widgets.inputs.choice_line import chip
from deskctl.widgets.panes.line_pane import Line, Piece, width_of
from deskctl.widgets.style.cells import fit, shorten, wrap
from deskctl.widgets.style.key_words import key_words
from deskctl.widgets.style.look import Look

_NAME, _KEY, _ID_FROM, _MISTAKES = 18, 16, 56, 3
_SAMPLE = (
    ("breached", "breached", N_("late")), ("soon", "soon", N_("due soon")), ("running", "running", N_("running")),
    ("paused", "paused", N_("paused")), ("kept", "kept", N_("kept")), ("missed", "missed", N_("missed")),
)  # fmt: skip


def setting_line(row: SettingRow, width: int) -> Line:
    """Return a setting with all its choices if they fit, else with the current one."""
    name = Piece(fit(_(row.kind.words), _NAME - 1) + " ", "dim" if row.set_elsewhere else "text")
    note = Piece("  " + _("set by {who}").format(who=row.set_elsewhere), "idle") if row.set_elsewhere else Piece("")
    if not row.kind.options:
        label_text = Piece(shorten(row.shown, width - _NAME), "idle" if row.set_elsewhere else "strong")
        return name, label_text if row.value else Piece(_("not set"), "idle"), note
    words = (*(_chip(row, code, label_text) for code, label_text in row.kind.choices), note)
    if _NAME + width_of(words) <= width:
        return (name, *words)
    here = next((label_text for code, label_text in row.kind.choices if code == row.value), row.value)
    arrow = "idle" if row.set_elsewhere else "key"
    return name, Piece("< ", arrow), Piece(here, "idle" if row.set_elsewhere else "strong"), Piece(" >", arrow), note


def _chip(row: SettingRow, code: str, label: str) -> Piece:
    is_here = code == row.value
    style = "tab" if is_here else "dim"
    return Piece(chip(label, chosen=is_here), style if not row.set_elsewhere else "chosen" if is_here else "idle", code)


def key_line(row: KeyRow, width: int) -> Line:
    """Return an action with its keys, and its id if there is space."""
    keys = Piece(fit(key_words(",".join(row.keys)), _KEY - 1) + " ", "accent" if row.is_moved else "key")
    mark = Piece("* " if row.is_moved else "  ", "accent")
    space = width - _KEY - 2
    if width < _ID_FROM:
        return mark, keys, Piece(shorten(_(row.bound.name), space))
    return (
        mark,
        keys,
        Piece(fit(_(row.bound.name), space // 2)),
        Piece(shorten(row.bound.id, space - space // 2), "idle"),
    )


def setting_detail(row: SettingRow, look: Look, width: int) -> list[Line]:
    """Return the lines of a setting: its purpose, the source of its value, and how to change it."""
    if row.set_elsewhere:
        text = _("{who} sets this and overrides the file: change it there.").format(who=row.set_elsewhere)
        source = [(Piece(line, "soon"),) for line in wrap(text, width)]
    elif row.requested:
        source = [(Piece(_("Set in the file."), "dim"),)]
    else:
        source = [(Piece(_("Not set: this is the default."), "dim"),)]
    lines: list[Line] = [*_head(row.kind.words, row.meaning, row.name, width), *source, ()]
    if row.kind.options and not row.set_elsewhere:
        lines += [(Piece(line, "dim"),) for line in wrap(_("Left and right change it at once."), width)]
    usual = next((text for code, text in row.kind.choices if code == row.usual), row.usual)
    if usual:
        lines += [(Piece(_("default:") + " ", "dim"), Piece(usual)), ()]
    return [*lines, *(_sample(look) if row.name == "console.theme" else [])]


def key_detail(row: KeyRow, width: int) -> list[Line]:
    """Return the lines of an action: its purpose and its keys."""
    usual = key_words(",".join(row.bound.keys))
    lines = _head(row.bound.name, _(row.bound.tooltip) if row.bound.tooltip else "", row.name, width)
    lines += [(Piece(_("key:") + " ", "dim"), Piece(key_words(",".join(row.keys)), "key"))]
    return [*lines, (Piece(_("default:") + " ", "dim"), Piece(usual, "text")), (), (Piece(_(row.heading), "dim"),)]


def _head(words: str, meaning: str, name: str, width: int) -> list[Line]:
    says_more = meaning.casefold().removeprefix("the ") not in {"", _(words).casefold()}
    explanation: list[Line] = [(Piece(line),) for line in wrap(meaning, width)] if says_more else []
    return [(Piece(_(words), "title"),), *explanation, (Piece(name, "idle"),), ()]


def _sample(look: Look) -> list[Line]:
    """Return a sample of the colours as the queue uses them."""
    lines: list[Line] = [(Piece(f"{look.symbols[symbol]} {_(words)}", style),) for symbol, style, words in _SAMPLE]
    bars = (Piece(look.symbols["full"] * 8, "running"), Piece(look.symbols["full"] * 4, "soon"))
    return [*lines, (*bars, Piece(look.symbols["full"] * 2, "breached")), (Piece(_("a key"), "key"), Piece("  "),
            Piece(_("the chosen line"), "chosen"), Piece("  "), Piece(_("a marked line"), "marked"))]  # fmt: skip


def mistake_lines(wrong: Sequence[BadData], look: Look, width: int) -> list[Line]:
    """Return the lines of the errors in the file, with their line numbers and keys."""
    lines: list[Line] = []
    for error in wrong:
        at = Path(config_file()).name + (f":{error.line}" if error.line else "")
        text = f"{look.symbols['breached']} {at}  {error.field or ''}  {error.text(_)}"
        lines += [(Piece(line, "missed"),) for line in wrap(text, width, 2)]
    return lines if len(lines) <= _MISTAKES * 2 else [*lines[: _MISTAKES * 2], (Piece("..", "missed"),)]


def row_text(row: SettingRow | KeyRow) -> str:
    """Return the text that the filter searches in a row."""
    if isinstance(row, SettingRow):
        return fold(f"{_(row.kind.words)} {row.name} {row.meaning} {row.value}")
    return fold(f"{_(row.bound.name)} {row.bound.id} {_(row.heading)} {key_words(','.join(row.keys))}")

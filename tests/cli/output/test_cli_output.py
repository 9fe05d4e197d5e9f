"""Form of answers: exact bytes for scripts, tables for people on a terminal."""

import json
import re
import sys
from pathlib import Path

import kept_rows
import pytest
from calling import Deskctl, program
from terminal_calls import on_terminal

from deskctl.cli.noun_group import noun_helps
from deskctl.cli.output import results
from deskctl.safe_text import json_text

NASTY = 'a\x1b[31mred\x9b2J\u202eevil\tb\nc"\u200b'


@pytest.fixture
def nasty(desk: Path) -> Path:
    """Return a desk that has a ticket title with control characters."""
    kept_rows.spoil(desk, "ticket", {"title": NASTY}, number=70)
    return desk


@pytest.mark.parametrize("form", ["--json", "--jsonl"])
def test_json_escapes_control_characters(deskctl: Deskctl, nasty: Path, form: str) -> None:
    """JSON contains the customer's text unchanged, but no raw control or hidden character."""
    answer = deskctl("ticket", "list", "--store", nasty, form, "--fields", "title")
    titles = [row["title"] for row in (answer.json if form == "--json" else answer.rows)]
    assert NASTY in titles
    assert not {"\x1b", "\x9b", "\u202e", "\u200b"} & set(answer.out)


def test_plain_values_do_not_break_lines(deskctl: Deskctl, nasty: Path) -> None:
    """A tab or line end inside a value does not break the line of `--plain`."""
    lines = deskctl("ticket", "list", "--store", nasty, "--plain", "--fields", "ticket,title,owner").out.split("\n")
    assert all(line.count("\t") == 2 for line in lines if line)


def test_chinese_in_json_is_readable(ask: Deskctl) -> None:
    """JSON contains Chinese characters instead of escapes."""
    assert "砚秋示例医院" in ask("ticket", "list", "--json").out


def test_json_is_utf8_under_every_locale(demo: Path) -> None:
    """JSON is UTF-8 also under a locale without Chinese."""
    answer = program("ticket", "list", "--json", "--store", demo, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert answer.returncode == 0
    assert "砚秋示例医院" in json.loads(answer.stdout.decode("utf-8"))[0]["customer_name"]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")
class TestTerminal:
    """Output on a terminal."""

    def test_list_is_a_table(self, demo: Path) -> None:
        """A terminal shows a table with titles, words instead of codes, and times in the desk's zone."""
        shown = on_terminal("ticket", "list", "--store", demo)
        assert "Next promise" in shown
        assert "arrive on site" in shown
        assert "09:47" in shown

    def test_columns_are_aligned(self, demo: Path) -> None:
        """Columns are aligned, as Chinese characters count as two cells."""
        from rich.cells import cell_len

        shown = on_terminal("ticket", "list", "--store", demo, columns=160, NO_COLOR="1", TERM="xterm")
        lines = [line for line in shown.replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines() if "EN" in line]
        assert len({cell_len(line[: line.rindex("EN")]) for line in lines}) == 1

    def test_no_control_character_reaches_the_terminal(self, nasty: Path) -> None:
        """Escape sequences of a customer do not reach the terminal."""
        for words in (["list"], ["show", "70"], ["list", "--plain", "--fields", "title"]):
            shown = on_terminal("ticket", *words, "--store", nasty)
            assert "\x1b[31mred" not in shown
            assert "\x9b" not in shown
            assert "\u202e" not in shown

    def test_no_color_removes_colours(self, demo: Path) -> None:
        """NO_COLOR removes the colours."""
        assert "\x1b[1;31m" in on_terminal("ticket", "list", "--store", demo)
        assert "\x1b[1;31m" not in on_terminal("ticket", "list", "--store", demo, NO_COLOR="1")

    def test_dumb_terminal(self, demo: Path) -> None:
        """With TERM=dumb the output contains no escape sequence."""
        assert "\x1b" not in on_terminal("ticket", "list", "--store", demo, TERM="dumb")

    def test_narrow_terminal_shows_fewer_columns(self, demo: Path) -> None:
        """At 80 columns the table leaves out the level."""
        shown = on_terminal("ticket", "list", "--store", demo, columns=80, NO_COLOR="1")
        assert "Owner" in shown
        assert "Level" not in shown

    @pytest.mark.parametrize("columns", [60, 80, 120])
    def test_long_texts_are_wrapped_not_left_out(self, tmp_path: Path, columns: int) -> None:
        """A mistake is shown in full however long its text and the paths beside it are."""
        config = tmp_path / "a folder with a long name" / "config.toml"
        config.parent.mkdir()
        config.write_text('lang = "klingon"\n', encoding="utf-8")
        shown = on_terminal("config", "check", columns=columns, NO_COLOR="1", DESKCTL_CONFIG=str(config))
        assert "Message" in shown
        assert all(part in shown.split() for part in ("lang", "must", "zh,", "en."))

    @pytest.mark.parametrize("columns", [39, 40, 50, 60])
    def test_values_of_a_record_are_complete_beside_long_headings(self, demo: Path, columns: int) -> None:
        """A record in a narrow terminal shows its values in full, and no line is longer than the terminal is wide."""
        drawn = on_terminal("contract", "show", "CT-08", "--store", demo, columns=columns, NO_COLOR="1")
        shown = re.sub(r"\x1b\[\d*m", "", drawn)
        assert all(part in shown.split() for part in ("CT-08", "CUS-08", "HT-2025-008", "2026-08-31", "milestones"))
        assert "…" not in shown
        assert max(len(line.rstrip("\r")) for line in shown.split("\n")) <= columns

    def test_help_is_drawn(self) -> None:
        """Help on a terminal has panels and an example, and fits the width."""
        shown = _unstyled(on_terminal("ticket", "list", "--help", columns=80))
        assert "╭─ Options ─" in shown
        assert " Example: deskctl ticket list" in shown
        assert max(map(len, shown.splitlines())) <= 80

    def test_help_of_nouns_is_wrapped(self) -> None:
        """A help text that is wider than its panel is wrapped onto the next line."""
        shown = _unstyled(on_terminal("--help", columns=60))
        assert "╭─ Commands ─" in shown
        assert f"ticket {noun_helps()['ticket']}" in " ".join(shown.replace("│", " ").split())

    @pytest.mark.parametrize("columns", [40, 60, 80])
    def test_help_without_spaces_is_wrapped(self, columns: int) -> None:
        """Chinese texts and long rows of choices are wrapped and not cut."""
        shown = _unstyled(on_terminal("ticket", "open", "--help", columns=columns, DESKCTL_LANG="zh"))
        assert "…" not in shown
        folded = "".join(line.strip(" │").split("  ")[-1] for line in shown.splitlines())
        assert "报修人；指定邮件时为发件人" in folded


def _unstyled(shown: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", shown)


def test_forced_colour_in_a_pipe(demo: Path) -> None:
    """FORCE_COLOR in a pipe yields the table of a terminal."""
    shown = program("ticket", "list", "--store", demo, FORCE_COLOR="1").stdout.decode()
    assert "\x1b[1;31m" in shown
    assert "Next promise" in shown


def test_help_in_a_pipe_is_plain(deskctl: Deskctl) -> None:
    """Help in a pipe is plain text with an example."""
    answer = deskctl("ticket", "list", "--help")
    assert answer.code == 0
    assert "Example: deskctl ticket list" in answer.out
    assert "╭" not in answer.out
    assert "\x1b" not in answer.out


@pytest.mark.parametrize("at_once", [1, 7, 10_000])
def test_long_object_is_written_in_pieces(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], at_once: int
) -> None:
    """A long object is written in pieces that make the same text as the whole."""
    shape = {"name": "华信\x7f", "none": None, "rows": [{"place": place, "due": []} for place in range(20)]}
    monkeypatch.setattr(results, "_AT_ONCE", at_once)
    results.write_one(shape, "json")
    assert capsys.readouterr().out == json_text(json.dumps(shape, ensure_ascii=False, indent=2)) + "\n"

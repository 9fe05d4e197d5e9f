"""Texts fit into their cells, whatever they hold."""

from time import process_time

import pytest
from rich.cells import cell_len

from deskctl.language.i18n import use_language
from deskctl.widgets.style.cells import fit, wrap

HOSTILE = [
    "",
    "abc",
    "样例医院" * 1000,
    "a样" * 7,
    "\x1b]52;c;x\x07",
    "[/etc/passwd]",
    "[@click=app.quit]x",
    "👨‍👩‍👧‍👦 family",
    "e" + "\u0301" * 500,
    "\u202egnp.exe",
    "line\nend\ttab\r",
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [0, 1, 2, 3, 7, 20])
def test_a_column_ends_where_its_heading_ends(text: str, width: int) -> None:
    """Cut or padded, a text takes exactly its cells and holds no control character."""
    shown = fit(text, width)
    assert cell_len(shown) == width
    assert shown.isprintable()


def test_what_was_erased_is_shown_in_the_readers_language() -> None:
    """The mark in the place of a name is stored once, and read in either language."""
    use_language("zh")
    assert fit("P-0101 [erased]", 20) == "P-0101 [已删除]" + 5 * " "
    assert wrap("[erased]", 20) == ["[已删除]"]
    use_language("en")
    assert fit("P-0101 [erased]", 20) == "P-0101 [erased]" + 5 * " "


@pytest.mark.parametrize("text", HOSTILE)
def test_wrapped_lines_fit(text: str) -> None:
    """Each line fits, and past the limit the rest is told by dots."""
    lines = wrap(text, 11, 3)
    assert 1 <= len(lines) <= 3
    assert all(cell_len(line) <= 11 and "\x1b" not in line for line in lines)


def test_words_are_kept_whole() -> None:
    """English breaks between words, Chinese anywhere."""
    assert wrap("the till server restarts", 12) == ["the till", "server", "restarts"]
    assert wrap("收银台打印服务停止", 6) == ["收银台", "打印服", "务停止"]


def test_a_comma_begins_no_line() -> None:
    """Chinese signs that close stay with the character before them, two of them in a row too."""
    assert wrap("标记全部；再按", 8) == ["标记全", "部；再按"]
    assert wrap("标记（全部）。再按", 10) == ["标记（全", "部）。再按"]
    assert wrap("！！！！！！", 6) == ["！！！", "！！！"]


def test_a_latin_word_among_chinese_stays_whole() -> None:
    """A part number goes to the next line in one piece; one that is longer than a line is broken."""
    assert wrap("更换光纤模块;备件:HDD-12", 22) == ["更换光纤模块;备件:", "HDD-12"]
    assert wrap("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
    assert "".join(wrap("样" * 30 + "e\u0301" * 30, 7)) == "样" * 30 + "e\u0301" * 30


def test_a_long_text_takes_no_longer_for_each_of_its_lines() -> None:
    """A text of a hundred thousand characters without a space wraps in time that grows with its length alone."""

    def seconds(length: int) -> float:
        text = "样" * length
        started = process_time()
        lines = wrap(text, 80)
        assert "".join(lines) == text
        return process_time() - started

    seconds(1000)
    assert seconds(100_000) < 10 * max(seconds(25_000), 0.001)

"""Texts are cut, padded and wrapped to their cells, whatever they contain."""

from time import process_time

import pytest
from rich.cells import cell_len

from deskctl.language.i18n import use_language
from deskctl.widgets.style.cells import fit, fitted_keys, whole_parts, wrap

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
def test_text_fills_its_column_exactly(text: str, width: int) -> None:
    """A text is cut or padded to exactly its cells and contains no control character."""
    shown = fit(text, width)
    assert cell_len(shown) == width
    assert shown.isprintable()


def test_erased_mark_is_translated() -> None:
    """The stored mark of an erased name is shown in the language of the console."""
    use_language("zh")
    assert fit("P-0101 [erased]", 20) == "P-0101 [已删除]" + 5 * " "
    assert wrap("[erased]", 20) == ["[已删除]"]
    use_language("en")
    assert fit("P-0101 [erased]", 20) == "P-0101 [erased]" + 5 * " "


@pytest.mark.parametrize("text", HOSTILE)
def test_wrapped_lines_fit(text: str) -> None:
    """Each wrapped line fits, and no more lines are returned than the limit allows."""
    lines = wrap(text, 11, 3)
    assert 1 <= len(lines) <= 3
    assert all(cell_len(line) <= 11 and "\x1b" not in line for line in lines)


def test_words_are_not_split() -> None:
    """English text is wrapped between words, Chinese text between any two characters."""
    assert wrap("the till server restarts", 12) == ["the till", "server", "restarts"]
    assert wrap("收银台打印服务停止", 6) == ["收银台", "打印服", "务停止"]


def test_closing_punctuation_starts_no_line() -> None:
    """Closing Chinese punctuation stays with the character before it, also two in a row."""
    assert wrap("标记全部；再按", 8) == ["标记全", "部；再按"]
    assert wrap("标记（全部）。再按", 10) == ["标记（全", "部）。再按"]
    assert wrap("！！！！！！", 6) == ["！！！", "！！！"]


def test_latin_word_in_chinese_text_is_not_split() -> None:
    """A part number moves to the next line as a whole, and is split only if it is longer than a line."""
    assert wrap("更换光纤模块;备件:HDD-12", 22) == ["更换光纤模块;备件:", "HDD-12"]
    assert wrap("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
    assert "".join(wrap("样" * 30 + "e\u0301" * 30, 7)) == "样" * 30 + "e\u0301" * 30


def test_wrapping_takes_linear_time() -> None:
    """The time to wrap a text of 100,000 characters without a space grows linearly with its length."""

    def seconds(length: int) -> float:
        text = "样" * length
        started = process_time()
        lines = wrap(text, 80)
        assert "".join(lines) == text
        return process_time() - started

    seconds(1000)
    assert seconds(100_000) < 10 * max(seconds(25_000), 0.001)


def test_keys_that_do_not_fit_are_left_out_before_the_last() -> None:
    """Of the keys in a frame those before the last one are left out until the rest fits, and none is cut."""
    assert fitted_keys("enter: open  p: peek  esc: back", 31) == "enter: open  p: peek  esc: back"
    assert fitted_keys("enter: open  p: peek  esc: back", 30) == "enter: open  esc: back"
    assert fitted_keys("回车 打开   p 预览   esc 返回", 12) == "esc 返回"


def test_long_code_is_broken_behind_its_joints() -> None:
    """A clause or a path that is wider than its column is broken behind a hyphen, a dot or a slash."""
    assert wrap("S5.5-normal-1.phone", 15) == ["S5.5-normal-1.", "phone"]
    assert wrap("S3-matrix-severe.respond", 15) == ["S3-matrix-", "severe.respond"]
    assert wrap("/srv/desk/T-001-incident.zh.pdf", 20) == ["/srv/desk/T-001-", "incident.zh.pdf"]
    assert wrap("a" * 25, 20) == ["a" * 20, "a" * 5]


def test_parts_of_an_example_stay_whole() -> None:
    """An example that is too wide loses its last parts; if not even its first part fits, that is cut with dots."""
    times = "17:55, -15m, yesterday 9:00"
    assert [whole_parts(times, width) for width in (27, 26, 11, 5, 4)] == [
        times,
        "17:55, -15m",
        "17:55, -15m",
        "17:55",
        "17..",
    ]
    assert whole_parts("17:55、半小时后、明早", 16) == "17:55、半小时后"
    assert whole_parts("姓名或编号，或其一部分", 12) == "姓名或编号"

"""Words that are typed where one of a few is to be chosen."""

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.events import Paste

from deskctl.console.theme import EXTRA_COLOURS
from deskctl.language.i18n import use_language
from deskctl.widgets.inputs.choice_line import ChoiceLine

_SEVERITIES = [("catastrophic", "1 灾难性"), ("severe", "2 严重"), ("general", "3 一般"), ("gradual", "4 渐进")]


class _Form(App[None]):
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(EXTRA_COLOURS)

    def compose(self) -> ComposeResult:
        yield ChoiceLine(_SEVERITIES)


@pytest.mark.parametrize(
    ("keys", "chosen", "notices"),
    [
        (["严"], "severe", 0),
        (["严", "重"], "severe", 0),
        (["y", "z"], "severe", 0),
        (["y", "b"], "general", 0),
        (["g", "r"], "gradual", 0),
        (["g", "g"], "gradual", 0),
        (["2"], "severe", 0),
        (["轻", "微"], "", 1),
        (["轻", "严"], "severe", 1),
        (["g", "轻"], "general", 1),
    ],
)
async def test_typed_words_choose_or_are_answered(keys: list[str], chosen: str, notices: int) -> None:
    """First letters, pinyin and Chinese words choose; what chooses nothing is answered with how to choose."""
    app = _Form()
    async with app.run_test() as pilot:
        await pilot.press(*keys)
        assert (app.query_one(ChoiceLine).value, len(app._notifications)) == (chosen, notices)  # noqa: SLF001


async def test_pasted_words_choose() -> None:
    """An input method may send a word as a paste."""
    use_language("zh")
    app = _Form()
    async with app.run_test() as pilot:
        line: Any = app.query_one(ChoiceLine)
        line.post_message(Paste("严重"))
        await pilot.pause()
        assert line.value == "severe"

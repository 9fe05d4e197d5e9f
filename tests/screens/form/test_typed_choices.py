"""Text that is typed on a choice line."""

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
async def test_typed_text_chooses_or_is_answered(keys: list[str], chosen: str, notices: int) -> None:
    """First letters, pinyin and Chinese words choose a value, and text without a match is answered by a notice."""
    app = _Form()
    async with app.run_test() as pilot:
        await pilot.press(*keys)
        assert (app.query_one(ChoiceLine).value, len(app._notifications)) == (chosen, notices)  # noqa: SLF001


async def test_pasted_text_chooses() -> None:
    """A pasted word chooses a value, as an input method may send it as a paste."""
    use_language("zh")
    app = _Form()
    async with app.run_test() as pilot:
        line: Any = app.query_one(ChoiceLine)
        line.post_message(Paste("严重"))
        await pilot.pause()
        assert line.value == "severe"

"""The filter line: its fields, their completion, and saving a filter as a queue."""

from typing import Any

import pytest
from keyboard import Hands, listed
from textual.widgets import Input

from deskctl.config import config_file, queues
from deskctl.config.queue_tables import keep_queue
from deskctl.language.i18n import use_language
from deskctl.queries.conditions.filter_names import FilterNames
from deskctl.queries.conditions.filter_text import completed, line_of, narrowed
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.screens.dialogs.text_prompt_screen import TextPromptScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.queue.saved_queues_screen import SavedQueuesScreen
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane
from deskctl.widgets.panes.queue_table import QueueTable
from deskctl.widgets.panes.tabs import QueueTabs

NAMED = FilterNames({"EN1": "郑样", "EN2": "王演"}, lambda: {"CUS-03": "砚秋示例医院", "CUS-05": "North Demo Works"})


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("客户:砚秋 负责:我", {"customer": ("CUS-03",), "owner": ("me",)}),
        ("客户：砚秋", {"customer": ("CUS-03",)}),
        ("customer:cus-05 owner:EN1,王演", {"customer": ("CUS-05",), "owner": ("EN1", "EN2")}),
        ('customer:"north demo"', {"customer": ("CUS-05",)}),
        ("@我 超时", {"owner": ("me",), "overdue": True}),
        ("@郑 2h内", {"owner": ("EN1",), "due_within": 7200}),
        ("late <30m", {"overdue": True, "due_within": 1800}),
        ("within:2h owner:none", {"due_within": 7200, "owner": ("none",)}),
        (
            "严重:灾难 级别:urgent 型:投诉",
            {"severity": ("catastrophic",), "level": ("urgent",), "kind": ("complaint",)},
        ),
        ("severity:general type:incident", {"severity": ("general",), "kind": ("incident",)}),
        ("客户: 打印机 外:x", {"words": "打印机 外:x"}),
        ('"超时" 1h', {"words": "超时 1h"}),
        ("客户:无此", {"customer": ("无此",)}),
    ],
)
def test_filter_line_is_parsed(line: str, expected: dict[str, Any]) -> None:
    """Fields are read in both languages and widths of colon; other texts are words, unknown names match nothing."""
    use_language("zh")
    where = narrowed(TicketFilter(), line, NAMED)
    assert where == TicketFilter(**expected)
    assert narrowed(TicketFilter(), line_of(where, NAMED), NAMED) == where or "超时" in where.words


def test_filter_line_narrows_a_queue() -> None:
    """A filter line narrows the queue and cannot show tickets that the queue excludes."""
    mine = TicketFilter(owner=("EN1",), due_within=3600, words="a")
    assert narrowed(mine, "@EN2 b <2h", NAMED) == TicketFilter(owner=("-",), due_within=3600, words="a b")


@pytest.mark.parametrize(
    ("lang", "typed", "whole"),
    [
        ("zh", "客", "客户:"), ("zh", "x 客户:砚", "x 客户:砚秋示例医院 "), ("zh", "客户：示例", "客户:砚秋示例医院 "),
        ("zh", "@郑", "@郑样 "), ("zh", "严重:灾", "严重:灾难性 "), ("zh", "负责:", "负责:我 "),
        ("en", "cu", "customer:"), ("en", "customer:nor", 'customer:"North Demo Works" '),
        ("en", "owner:en2", "owner:王演 "),
        ("en", "level:u", "level:urgent "), ("en", "nothing", None), ("en", "a ", None),
    ],
)  # fmt: skip
def test_tab_completes_the_filter_line(lang: str, typed: str, whole: str | None) -> None:
    """Tab completes a field, a customer, a person or a value, and prefers a match at the beginning."""
    use_language(lang)
    assert completed(typed, NAMED) == whole


async def test_filter_is_saved_as_a_tab(desk: str, app_on: Any, until: Any) -> None:
    """A filter is typed, completed and saved as a tab; the saved queue is edited, moved, removed and restored."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(120, 30)) as pilot:
        hands = Hands(app, pilot, until)

        def prompt_is_open() -> bool:
            return isinstance(app.screen, TextPromptScreen) and isinstance(app.focused, Input)

        def tabs() -> str:
            queue = next(screen for screen in app.screen_stack if isinstance(screen, QueueScreen))
            return queue.query_one(QueueTabs).text

        await hands.see(lambda: isinstance(app.screen, QueueScreen) and app.screen.table.numbers)
        hands.type_ahead("3", "slash", *"客户:砚", "tab")
        await hands.see(lambda: list(app.screen.table.numbers) == [66, 70])
        assert app.focused.value == "客户:砚秋示例医院 "
        await hands.see(lambda: "/客户:砚秋示例医院 2 个" in tabs())
        assert "存为队列" in tabs()
        hands.type_ahead("ctrl+o")
        await hands.see(prompt_is_open)
        hands.type_ahead(*"砚秋", "enter")
        await hands.see(lambda: "砚秋 2" in tabs())
        assert queues() == {"砚秋": {"customer": "CUS-03"}}
        assert "/客户" not in tabs()
        hands.type_ahead("slash", *"严重:灾", "tab", "ctrl+o")
        await hands.see(prompt_is_open)
        assert app.focused.value == "砚秋"
        hands.type_ahead(*"砚秋二", "enter")
        await hands.see(lambda: "砚秋二 1" in tabs())
        hands.type_ahead("Q")
        await hands.see(lambda: isinstance(app.screen, SavedQueuesScreen) and "灾难" in listed(app))
        hands.type_ahead("J", "enter")
        await hands.see(lambda: list(queues()) == ["砚秋二", "砚秋"] and prompt_is_open())
        assert app.focused.value == "客户:砚秋示例医院"
        hands.type_ahead("end", *" @我", "enter", "c")
        await hands.see(lambda: len(queues()["砚秋"]) > 1 and prompt_is_open() and app.focused.value == "")
        hands.type_ahead(*"no", "enter")
        await hands.see(lambda: "no" in str(app.screen.query_one(".wrong").content))
        app.focused.value = "title, owner"
        hands.type_ahead("enter")
        await hands.see(lambda: queues()["砚秋"].get("columns") == ("title", "owner"))
        assert queues()["砚秋"] | {"columns": ()} == {"customer": "CUS-03", "owner": "me", "columns": ()}
        hands.type_ahead("d")
        await hands.see(lambda: list(queues()) == ["砚秋二"])
        hands.type_ahead("u")
        await hands.see(lambda: len(queues()) == 2)
        hands.type_ahead("escape", "9")
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and list(app.screen.table.numbers) == [66])
        head = "".join(segment.text for segment in app.screen.query_one(QueueTable).render_line(0))
        assert head.split() == ["工单", "剩余↓", "标题", "负责人"]
    assert config_file().read_text(encoding="utf-8").count("[queues.") == 2


def save_queues(count: int) -> None:
    """Save a number of queues with different filters."""
    for number in range(count):
        keep_queue(f"q{number:02}", {"words": f"w{number:02}"})


def line_in_view(app: Any) -> str:
    """Return the line at the cursor of the saved queues, or an empty text if it is out of view."""
    listed_ = app.screen.query_one("#queues", LineList)
    y = listed_.region.y + listed_.place - listed_.scroll_offset.y
    box = app.screen.query_one("#prompt").content_region
    inside = max(box.y, listed_.region.y) <= y < min(box.bottom, listed_.region.bottom)
    return str(listed_.text.splitlines()[listed_.place]) if inside else ""


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_cursor_of_the_saved_queues_stays_in_view(
    desk: str, app_on: Any, until: Any, size: tuple[int, int]
) -> None:
    """The cursor stays in view at the end of a long list, and when a queue is moved, removed or restored."""
    save_queues(30)
    app = app_on(desk)
    async with app.run_test(size=size) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        hands.type_ahead("Q")
        await hands.see(lambda: isinstance(app.screen, SavedQueuesScreen) and "q29" in listed(app))
        for keys, name in ((["end"], "q29"), (["K", "K"], "q29"), (["d"], "q27"), (["u"], "q27"), (["home"], "q00")):
            hands.type_ahead(*keys)
            await hands.see(lambda name=name: name in line_in_view(app), name)


async def test_prompt_is_saved_by_the_key_that_saves_forms(desk: str, app_on: Any, until: Any) -> None:
    """ctrl+o in a prompt keeps the text as enter does, here the name of a queue."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await pilot.press("3", "slash")
        await hands.write("HIS")
        await pilot.press("ctrl+o")
        await hands.see(lambda: isinstance(app.screen, TextPromptScreen) and isinstance(app.focused, Input))
        hands.type_ahead(*"wards", "ctrl+o")
        await hands.see(lambda: list(queues()) == ["wards"])


async def test_list_without_saved_queues_offers_no_key_for_one(desk: str, app_on: Any, until: Any) -> None:
    """Without a queue the list of saved queues says how one is made, and names no key that would do nothing."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        hands.type_ahead("Q")
        await hands.see(lambda: isinstance(app.screen, SavedQueuesScreen) and "None yet" in listed(app))
        frame = app.screen.query_one("#queues").parent
        assert app.screen.query_one("#queues-keys", LinePane).text.strip() == ""
        assert str(frame.border_subtitle) == "esc: back"

"""The rows of the queue at each width: nothing overflows, and only the title is cut."""

from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import pytest
from keyboard import Hands
from pictures import picture
from rich.cells import cell_len

from deskctl.language.i18n import use_language
from deskctl.language.words import MILESTONES, STATUSES, milestone_word, word
from deskctl.names import ticket_name
from deskctl.queries.tickets.ticket_row import TicketRow
from deskctl.screens.queue import queue_edges
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.session.jobs import is_running
from deskctl.widgets.panes.header import header_line
from deskctl.widgets.panes.queue_columns import columns, heading, promise_of, ticket_line, title_line
from deskctl.widgets.panes.queue_table import QueueTable
from deskctl.widgets.style.look import Look

AT = 1_795_311_000
LOOK = Look(names={"EN1": "欧阳样"})
TITLE = "护士站服务器系统盘损坏等待备件到货之后再更换并且重做系统"
ROW = TicketRow(
    66, TITLE, "CUS-03", "砚秋示例医院", None, "incident", "A", "phone", "full_urgent", "catastrophic", "normal",
    "in_progress", "EN1", AT, AT - 331_200, "arrived", "S1",
)  # fmt: skip


def shown(row: TicketRow, width: int, name: int = 5) -> str:
    line = ticket_line(row, promise_of(row, AT, LOOK), columns(width, name), LOOK)
    return "".join(piece.text for piece in line)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [59, 69, 79, 99, 119, 159, 199])
@pytest.mark.parametrize("number", [66, 1234, 100_000])
def test_only_the_title_is_cut(lang: str, width: int, number: int) -> None:
    """At every width and in each language number, promise, time left and owner are whole, and the line fits."""
    use_language(lang)
    name = len(ticket_name(number))
    assert sum(cell_len(piece.text) for piece in heading(columns(width, name), "due", "↓")) <= width + 1
    for milestone in MILESTONES:
        row = ROW._replace(number=number, next_milestone=milestone)
        text = shown(row, width, name)
        assert cell_len(text) <= width - 1
        assert ".." not in text.replace(text[text.find("护") : text.find("欧")], "")
        left = promise_of(row, AT, LOOK)
        assert ticket_name(number) in text
        assert (left.text if width >= 99 else left.short.replace(" ", "") if lang == "zh" else left.short) in text
        assert "欧阳样" in text
        if width >= 119:
            assert milestone_word(milestone) in text
            assert word(STATUSES, row.status) in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_status_is_never_cut(lang: str) -> None:
    """From 120 columns on the status is shown, as a short word if its name is long."""
    use_language(lang)
    for status in STATUSES:
        text = shown(ROW._replace(status=status), 119)
        name = word(STATUSES, status)
        assert name in text or (len(name) > 13 and text.split()[-2] in name), text


def test_severity_is_shown_in_full_on_wide_screens() -> None:
    """The English severity is abbreviated below 140 columns and shown in full from there on."""
    use_language("en")
    assert ["catastrophic" in shown(ROW, width) for width in (119, 138, 139, 159)] == [False, False, True, True]


@pytest.mark.parametrize(("lang", "marks"), [("zh", ("投诉", "诉")), ("en", ("complaint", "cpl."))])
def test_complaint_is_marked(lang: str, marks: tuple[str, str]) -> None:
    """A complaint is marked in the level column, below 100 columns in the severity column, which is then empty."""
    use_language(lang)
    for width in (59, 79, 99, 119, 159):
        text = shown(ROW._replace(kind="complaint", severity=None), width)
        assert marks[width < 99] in text, (width, text)


def test_title_shows_13_characters_at_80_columns() -> None:
    """At 80 columns the first 13 characters of the title are shown."""
    use_language("zh")
    assert TITLE[:13] in shown(ROW, 79)


def test_narrow_row_has_the_title_on_a_second_line() -> None:
    """Below 70 columns the title has its own line."""
    use_language("zh")
    assert TITLE[:3] not in shown(ROW, 59)
    assert TITLE[:20] in title_line(ROW, 59, columns(59, 5), LOOK)[0].text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("number", [66, 100_000])
def test_very_narrow_row_leaves_out_whole_columns(lang: str, number: int) -> None:
    """Below 60 columns whole columns are left out and none is cut: customer, severity, and last the owner.

    The owner then stands at the end of the line of the title.
    """
    use_language(lang)
    name = len(ticket_name(number))
    for width in range(39, 60):
        for milestone in MILESTONES:
            row = ROW._replace(number=number, next_milestone=milestone)
            chosen = columns(width, name)
            head = "".join(piece.text for piece in heading(chosen, "due", "↓"))
            text, title = shown(row, width, name), "".join(one.text for one in title_line(row, width, chosen, LOOK))
            assert max(cell_len(head) - 1, cell_len(text) + 2, cell_len(title) + 2) <= width, (width, text)
            assert [one for one in ("customer", "short_severity", "owner") if one in {c.name for c in chosen}] in (
                ["customer", "short_severity", "owner"], ["short_severity", "owner"], ["owner"], [],
            )  # fmt: skip
            left = promise_of(row, AT, LOOK).short
            assert (left.replace(" ", "") if lang == "zh" else left) in text
            assert "欧阳样" in text + title
            assert "欧阳样" not in text or "欧阳样" not in title
    assert [column.name for column in columns(39, 5)] == [
        "ticket", "promise", "compact", *(("short_severity", "owner") if lang == "zh" else ()),
    ]  # fmt: skip


async def test_cursor_moves_over_rows_of_two_lines(desk: str, app_on: Any, until: Any) -> None:
    """Keys and clicks choose the ticket on whose two lines they are; at 80 columns each ticket is one line again."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(60, 20)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("3")
        table = app.screen.query_one(QueueTable)
        await hands.see(lambda: len(table.numbers) == 8)
        await pilot.press("G")
        await hands.see(lambda: table.chosen == table.numbers[-1])
        bottom = 1 + 2 * (table.numbers.index(table.chosen) + 1) - table.scroll_offset.y
        assert bottom <= table.size.height
        await pilot.press("g", "j")
        await hands.see(lambda: table.chosen == table.numbers[1])
        await pilot.click(QueueTable, offset=(5, 2))
        await hands.see(lambda: table.chosen == table.numbers[0])
        await pilot.press("j", "j", "j")
        chosen = table.numbers[3]
        await hands.see(lambda: table.chosen == chosen)
        await pilot.resize_terminal(100, 30)
        await hands.see(lambda: table.virtual_size.height == 9)
        assert table.chosen == chosen
        await pilot.resize_terminal(60, 20)
        await hands.see(lambda: table.virtual_size.height == 17)
        assert table.scroll_offset.y <= 2 * 3 <= table.scroll_offset.y + table.size.height
        await pilot.resize_terminal(80, 24)
        await hands.see(lambda: table.virtual_size.height == 9)
        app.session.look.names["EN1"] = "欧阳样"
        for count in (3, 8, 9, 40):  # without a scroll bar and with one
            table.show(range(1, count + 1), {n: ROW._replace(number=n) for n in range(1, count + 1)}, AT)
            table.move_to(0)
            await pilot.pause()
            lines = [table.render_line(y).text for y in range(1, min(count + 1, table.size.height))]
            assert all(TITLE[:13] in line and "欧阳样" in line for line in lines), lines


async def test_80_columns_show_title_and_owner_with_plain_symbols(
    desk: str, app_on: Any, until: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With plain symbols an 80-column screen shows the title and the owner, and no character of ambiguous width."""
    file = tmp_path / "plain.toml"
    file.write_text('[console]\nsigns = "plain"\n')
    monkeypatch.setenv("DESKCTL_CONFIG", str(file))
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(66)
        shown = picture(app)
        row = next(line for line in shown.splitlines() if "T-066" in line and "超时3天" in line)
        assert "护士站服务器系统盘损坏" in row
        assert "郑样" in row
        await pilot.press("n")
        await hands.see(lambda: app.screen.query("#row-title"))
        shown += picture(app)
    assert [char for char in shown if east_asian_width(char) == "A"] == []


async def test_filter_line_keeps_the_width_of_the_list(desk: str, app_on: Any, until: Any) -> None:
    """The filter line takes no columns from the list of the queue, the records and the settings."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(80, 24)) as pilot:
        for key, name in (("", "#queue"), ("v", "#listed"), ("comma", "#setting-list")):
            await pilot.press(*([key] if key else []))
            await until(pilot, lambda name=name: app.screen.query(name) and app.screen.query_one(name).size.width)
            await until(pilot, lambda: app.screen.size.width == 80)
            before = app.screen.query_one(name).size.width
            await pilot.press("slash")
            await until(pilot, lambda: app.screen.query_one("#filter").size.width)
            assert app.screen.query_one(name).size.width == before
            await pilot.press("escape", *(["escape"] if key else []))
            await until(pilot, lambda: app.screen.query("#queue"))


async def test_edges_are_rewritten_for_a_new_width_only(
    desk: str, app_on: Any, until: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines above and below the table are rendered again for a new width, but not for a new height."""
    widths: list[int] = []

    def written(*values: Any) -> Any:
        widths.append(values[-1])
        return header_line(*values)

    monkeypatch.setattr(queue_edges, "header_line", written)
    app = app_on(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen) and app.screen.table.numbers)
        await until(pilot, lambda: not is_running(app.screen, "counts"))
        count = len(widths)
        app.screen.on_resize()  # as for a new height
        assert len(widths) == count
        await pilot.resize_terminal(90, 40)
        await until(pilot, lambda: widths[-1] == 90)

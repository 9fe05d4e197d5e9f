"""On very narrow screens the less important parts of a line are left out; no number and no word is cut."""

import re
from dataclasses import replace
from typing import Any

import pytest
from keyboard import Hands
from pictures import picture
from rich.cells import cell_len

from deskctl.language.i18n import use_language
from deskctl.queries.watch.board import board
from deskctl.queries.watch.since_away import since_away
from deskctl.screens.board.board_figures import tiles
from deskctl.screens.documents.document_list import DocumentEntry, read_documents
from deskctl.screens.documents.documents_screen import document_line
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.lines.day_lines import away_title, ticket_line
from deskctl.widgets.panes.line_pane import Line
from deskctl.widgets.style.look import Look

LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
WIDTHS = range(34, 60)
LOOK = Look()


def text_of(line: Line) -> str:
    return "".join(piece.text for piece in line)


@LANGUAGES
def test_first_line_of_the_shift_keeps_whole_numbers(desk: str, watch: Any, lang: str) -> None:
    """The title of the shift fits every width; what became late is kept longest, and each number is whole."""
    use_language(lang)
    conn, at = open_reader(desk), instant(watch())
    away = replace(since_away(conn, "EN2", at), ran_out=777, raised=888)
    conn.close()
    numbers = {str(away.count("logged")), str(away.count("resolved")), "777", "888"}
    for width in WIDTHS:
        title = away_title(away, at, LOOK, width)
        assert cell_len(title) <= width, title
        assert "777" in title
        shown = re.sub(r"^.*?[:：]\d\d", "", title)
        assert set(re.findall(r"\d+", shown)) <= numbers, title
    assert all(number in away_title(away, at, LOOK, 90) for number in numbers)


@LANGUAGES
def test_row_of_the_shift_shows_no_remains_of_an_action(desk: str, watch: Any, lang: str) -> None:
    """Without space for action and time the row shows the action alone or none, and the whole promise."""
    use_language(lang)
    conn, at = open_reader(desk), instant(watch())
    tickets = since_away(conn, "EN2", at).tickets
    conn.close()
    for width in WIDTHS:
        for row, steps in tickets:
            text = text_of(ticket_line(row, steps, at, LOOK, width))
            assert cell_len(text) <= width
            cut = re.search(r"  (.*)\.\. \d\d:\d\d", text)
            assert cut is None or cell_len(cut[1]) >= 5, text


@LANGUAGES
def test_figures_of_the_board_are_whole(desk: str, watch: Any, lang: str) -> None:
    """The figures above the board fit every width, each with its whole word; what is late is kept longest."""
    use_language(lang)
    conn, at = open_reader(desk), instant(watch())
    read = board(conn, LOOK.zone, at=at)
    conn.close()
    every = {piece.text.strip() for piece in tiles(read, LOOK, 150, 1)[0]}
    for width in WIDTHS:
        [line] = tiles(read, LOOK, width, 1)
        assert cell_len(text_of(line).rstrip()) <= width
        assert {piece.text.strip() for piece in line} <= every
        assert line[0].text.strip() == str(read.late)


@LANGUAGES
def test_document_is_named_whole(desk: str, app_on: Any, lang: str) -> None:
    """On a narrow screen the name of a document comes first, whole, and no state is cut in the middle."""
    app = app_on(desk, lang=lang)
    documents = read_documents(app.session, "T-066").documents
    for width in range(30, 90):
        for one in documents:
            text = text_of(document_line(one, width))
            assert cell_len(text.rstrip()) <= width, text
            assert one.name in text or width > 54 or one.file
            assert one.state in text or not set(one.state.split()) & set(text.split()[-3:])


def test_narrow_document_has_its_kind_last() -> None:
    """The kind of a document, which its name suggests, is what a narrow line cuts."""
    use_language("en")
    line = document_line(DocumentEntry("Inspection report", "IN-2026-11-CUS-03", "17 Nov"), 34)
    assert text_of(line).startswith("IN-2026-11-CUS-03  Inspection")


SHOWN = {
    "en": {
        "queue": ("Now: left the site (18 Nov 16:32)",),
        "x": ("resolve", "3 d 20 h late"),
        "p": ("3 d 20 h late",),
        "i2": ("T-066", "resolve", "late"),
        "question_mark": ("mark the ticket; the next action applies to",),
        "b": ("1 late",),
    },
    "zh": {
        "queue": ("现在：已离场（郑样，11月18日 16:32）",),
        "x": ("故障排除", "超时 3天20时"),
        "p": ("超时 3天20时",),
        "i2": ("T-066", "故障排除", "超时"),
        "b": ("1 已超时",),
    },
}
"""The keys that open a screen, and what it shows at 40 columns."""


@LANGUAGES
async def test_narrowest_screens_show_what_matters(desk: str, app_on: Any, until: Any, lang: str) -> None:
    """At 40 by 15 the promise of each screen is named whole: clocks, inbox, preview, help and board."""
    app = app_on(desk, lang=lang)
    async with app.run_test(size=(40, 15)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await hands.go_to(66)
        for keys, parts in SHOWN[lang].items():
            if keys != "queue":
                await pilot.press(*(keys if len(keys) == 2 else (keys,)))
            await hands.settle()
            shown = re.sub(r"[│▌▁-█\s]+", " ", picture(app))
            assert [part for part in parts if part not in shown] == [], f"{keys}\n{picture(app)}"
            await hands.leave()


@LANGUAGES
async def test_find_box_shows_whole_numbers_and_commands(desk: str, app_on: Any, until: Any, lang: str) -> None:
    """At 40 columns the telephone number of a person is whole, and a command that does not fit is left out."""
    app = app_on(desk, lang=lang)
    async with app.run_test(size=(40, 15)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        plan = {"en": "Plan a visit", "zh": "安排上门"}[lang]
        for keys, wanted in (("f0301", "孔例 000-0002-0301"), (":visit", plan)):
            await hands.write(keys)
            await hands.see(lambda wanted=wanted: wanted in picture(app), picture(app))
            await hands.settle()
            assert not re.search(r"visit [a-z]+ *│", picture(app).partition(plan)[2])
            await hands.leave()


@LANGUAGES
async def test_empty_board_names_the_next_commands(empty_desk: str, app_on: Any, until: Any, lang: str) -> None:
    """The board of an empty desk names the commands that add an engineer and put somebody on call."""
    app = app_on(empty_desk, actor=None, lang=lang)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("b")
        await hands.see(lambda: "staff add" in picture(app) and "roster add" in picture(app))

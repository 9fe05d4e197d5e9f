"""The find box finds colleagues."""

from contextlib import closing
from typing import Any

import pytest
from keyboard import Hands

from deskctl.language.i18n import use_language
from deskctl.queries.search.desk_search import Hit
from deskctl.queries.search.find_box import find_everything
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.records.record_screen import RecordPane, RecordScreen
from deskctl.store.sqlite.reader import open_reader


@pytest.mark.parametrize("words", ["郑样", "zy", "zheng.demo", "000-0009-1001"])
def test_staff_are_found(desk: str, take: Any, words: str) -> None:
    """A name, its initials, a login or a phone number finds a staff member."""
    take(desk, "staff.edit", id="EN1", user="zheng.demo", phone="000-0009-1001", actor="LE1")
    with closing(open_reader(desk)) as conn:
        hits = find_everything(conn, words)
    assert ("staff", "EN1") in [(hit.kind, hit.id) for hit in hits]


@pytest.mark.parametrize("words", ["郑样", "孔例", "服务器"])
def test_people_are_listed_between_open_and_closed_tickets(desk: str, take: Any, words: str) -> None:
    """People are listed below open tickets and above closed ones."""
    for number in (49, 66):
        take(desk, "ticket.note", number, text="郑样 was asked")
    with closing(open_reader(desk)) as conn:
        hits = find_everything(conn, words)
    groups = [_group(hit) for hit in hits]
    assert groups == sorted(groups)
    assert {0, 1, 2} <= set(groups)


def _group(hit: Hit) -> int:
    if hit.kind == "ticket":
        return 2 if str(hit.status).startswith("closed") else 0
    return 1 if hit.kind in {"contact", "staff"} else 3


@pytest.mark.parametrize(("lang", "kind"), [("zh", "人员"), ("en", "staff")])
async def test_colleague_is_opened(desk: str, app_on: Any, until: Any, lang: str, kind: str) -> None:
    """The match names its kind, and enter opens the record of the colleague."""
    use_language(lang)
    app = app_on(desk, lang=lang)
    async with app.run_test(size=(60, 20)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        hands.type_ahead("f", *"EN2")
        await hands.see(lambda: f"{kind} " in _text(app, "#hits") and "EN2" in _text(app, "#hits"))
        row = next(place for place, line in enumerate(_text(app, "#hits").splitlines()) if line.startswith(kind))
        hands.type_ahead(*["down"] * row, "enter")
        await hands.see(lambda: isinstance(app.screen, RecordScreen) and app.screen.here.id == "EN2")
        await hands.see(lambda: "王演" in app.screen.query_one(RecordPane).text)


def _text(app: Any, selector: str) -> str:
    return "\n".join(str(getattr(one, "text", "")) for one in app.screen.query(selector))

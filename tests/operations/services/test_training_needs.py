"""Like questions of a customer on a system call for a training; one that is planned or not needed settles them."""

from datetime import datetime, timedelta

import pytest
from workbench import NOW, Workbench

from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.store.sqlite.reader import open_reader

ALIKE = ("收银交班时差额怎么处理", "收银交班差额如何处理", "收银交班的差额怎么处理?")
OTHER = ("会员卡怎样挂失", "如何打印日报表", "盘点单在哪里审核")


def asked(desk: Workbench, *titles: str, apart: timedelta = timedelta(hours=1)) -> list[str]:
    """Open questions of CUS-07 on A-0704, and return the notice on the last one."""
    notices: list[str] = []
    for place, title in enumerate(titles):
        when = NOW - apart * (len(titles) - place)
        fields = {"contact": "P-0701", "title": title, "kind": "question", "assets": ["A-0704"]}
        done = desk.do("ticket.open", actor="HL1", when=when, **fields)
        notices = [notice.text() for notice in done.notices]
    return [notice for notice in notices if "suggest a training" in notice]


def due(desk: Workbench) -> list[tuple[str, str]]:
    with open_reader(desk.path) as conn:
        inputs = DueInputs(conn, int(NOW.timestamp()), NOW.tzinfo)  # type: ignore[arg-type]
        rows = due_list(inputs, DueFilter(kinds=("training_need",)))
        return [(duty.subject, datetime.fromtimestamp(duty.due_at or 0, NOW.tzinfo).isoformat()) for duty in rows]


def test_the_third_like_question_calls_for_a_training(desk: Workbench) -> None:
    """S3-rec-5: whoever takes it is shown the other two, and until when somebody sees to it; then nobody is."""
    (notice,) = asked(desk, *ALIKE)
    assert "T-073, T-074, T-075" in notice
    ((subject, until),) = due(desk)
    assert (subject.split("/")[0], until) == ("CUS-07", "2026-11-27T17:30:00+08:00")


@pytest.mark.parametrize("titles", [ALIKE[:2], OTHER, (ALIKE[0], OTHER[0], ALIKE[1])])
def test_fewer_or_other_questions_call_for_none(desk: Workbench, titles: tuple[str, ...]) -> None:
    """Two alike, or three in other words."""
    assert asked(desk, *titles) == due(desk) == []


def test_questions_far_apart_call_for_none(desk: Workbench) -> None:
    """Forty days between them."""
    assert asked(desk, *ALIKE, apart=timedelta(days=40)) == due(desk) == []


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ("training.suggest", {"training": "TR-002"}),
        ("training.need-dismiss", {"reason": "the next version does it"}),
        ("training.add", {"customer": "CUS-07", "topic": "交班"}),
    ],
)
def test_something_was_done_about_it(desk: Workbench, step: str, fields: dict[str, str]) -> None:
    """A training that is suggested or planned, or a word why not; the questions before count no more."""
    asked(desk, *ALIKE)
    desk.do(step, None if step == "training.add" else 75, **fields)
    assert due(desk) == []
    assert asked(desk, ALIKE[0], apart=timedelta(0)) == []

"""Similar questions of a customer about a system suggest a training, until one is planned or the need is dismissed."""

from datetime import datetime, timedelta

import pytest
from workbench import NOW, Workbench

from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.store.sqlite.reader import open_reader

SIMILAR = ("收银交班时差额怎么处理", "收银交班差额如何处理", "收银交班的差额怎么处理?")
DIFFERENT = ("会员卡怎样挂失", "如何打印日报表", "盘点单在哪里审核")


def open_questions(desk: Workbench, *titles: str, interval: timedelta = timedelta(hours=1)) -> list[str]:
    """Open questions of CUS-07 about A-0704, and return the notices of the last one."""
    notices: list[str] = []
    for place, title in enumerate(titles):
        when = NOW - interval * (len(titles) - place)
        fields = {"contact": "P-0701", "title": title, "kind": "question", "assets": ["A-0704"]}
        done = desk.do("ticket.open", actor="HL1", when=when, **fields)
        notices = [notice.text() for notice in done.notices]
    return [notice for notice in notices if "suggest a training" in notice]


def due(desk: Workbench) -> list[tuple[str, str]]:
    with open_reader(desk.path) as conn:
        inputs = DueInputs(conn, int(NOW.timestamp()), NOW.tzinfo)  # type: ignore[arg-type]
        rows = due_list(inputs, DueFilter(kinds=("training_need",)))
        return [(duty.subject, datetime.fromtimestamp(duty.due_at or 0, NOW.tzinfo).isoformat()) for duty in rows]


def test_the_third_similar_question_suggests_a_training(desk: Workbench) -> None:
    """S3-rec-5: the third similar question gives a notice with all three tickets, and a due date for a decision."""
    (notice,) = open_questions(desk, *SIMILAR)
    assert "T-073, T-074, T-075" in notice
    ((subject, until),) = due(desk)
    assert (subject.split("/")[0], until) == ("CUS-07", "2026-11-27T17:30:00+08:00")


@pytest.mark.parametrize("titles", [SIMILAR[:2], DIFFERENT, (SIMILAR[0], DIFFERENT[0], SIMILAR[1])])
def test_fewer_or_different_questions_suggest_none(desk: Workbench, titles: tuple[str, ...]) -> None:
    """Two similar questions, or three different ones, give no notice."""
    assert open_questions(desk, *titles) == due(desk) == []


def test_questions_far_apart_suggest_none(desk: Workbench) -> None:
    """Similar questions with forty days between them give no notice."""
    assert open_questions(desk, *SIMILAR, interval=timedelta(days=40)) == due(desk) == []


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ("training.suggest", {"training": "TR-002"}),
        ("training.need-dismiss", {"reason": "the next version does it"}),
        ("training.add", {"customer": "CUS-07", "topic": "交班"}),
    ],
)
def test_a_settled_need_is_not_due(desk: Workbench, step: str, fields: dict[str, str]) -> None:
    """A suggested or planned training, or a dismissal, settles the need, and the earlier questions no longer count."""
    open_questions(desk, *SIMILAR)
    desk.do(step, None if step == "training.add" else 75, **fields)
    assert due(desk) == []
    assert open_questions(desk, SIMILAR[0], interval=timedelta(0)) == []

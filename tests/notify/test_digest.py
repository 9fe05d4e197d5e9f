"""The daily digest: one mail per person and day with what is due."""

import pytest
from timed_desk import TimedDesk


@pytest.fixture(autouse=True)
def _default_rules(desk: TimedDesk) -> None:
    (desk.folder / "escalation.toml").unlink()


def digests(desk: TimedDesk) -> list[tuple[str, str]]:
    return [(row["staff"], row["state"]) for row in desk.outbox() if row["kind"] == "digest"]


def test_each_person_gets_one_digest_a_day(desk: TimedDesk) -> None:
    """The digest is sent at nine o'clock of a working day, once a day and person, and not on a day off."""
    desk.later(hours=3)
    assert f"{desk.now:%A}" == "Sunday"
    desk.send()
    assert digests(desk) == []
    desk.later(days=1)
    for staff in ("BS1", "LE1", "MG1"):
        desk.do("staff.edit", id=staff, email=f"{staff.lower()}@desk.example.com")
    desk.now = desk.now.replace(hour=8, minute=59)
    desk.send()
    assert digests(desk) == []
    desk.later(minutes=1)
    desk.send()
    first = digests(desk)
    assert ("BS1", "sent") in first
    assert len({staff for staff, _state in first}) == len(first)
    desk.later(hours=3)
    desk.send()
    assert digests(desk) == first
    desk.later(hours=24)
    desk.send()
    assert len(digests(desk)) == 2 * len(first)


def test_digest_contains_the_inspections_of_the_next_week(desk: TimedDesk) -> None:
    """The digest of the business staff contains the inspections that are due within a week."""
    text = "".join(_digest_texts(desk, "BS1"))
    assert "2026-11-30  巡检" in text
    assert "已超时" in text


def test_digest_names_nothing_twice(desk: TimedDesk) -> None:
    """A duty whose title contains its subject, such as the calendar of next year, is named by its title only."""
    text = "".join(_digest_texts(desk, "BS1", "LE1", "MG1"))
    assert "下年日历  2027\n" in text
    assert "2027  2027" not in text


def _digest_texts(desk: TimedDesk, *people: str) -> list[str]:
    """Return the digests of some people on a Wednesday."""
    for staff in people:
        desk.do("staff.edit", id=staff, email=f"{staff.lower()}@desk.example.com")
    desk.now = desk.now.replace(day=25, hour=9)
    desk.send()
    rows = [row for row in desk.outbox() if row["kind"] == "digest" and row["staff"] in people]
    assert len(rows) == len(people)
    return [desk.outbox(row["outbox"])["body"] for row in rows]

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
    desk.do("staff.edit", id="BS1", email="bs1@desk.example.com")
    desk.now = desk.now.replace(day=25, hour=9)
    desk.send()
    (row,) = [row for row in desk.outbox() if row["kind"] == "digest" and row["staff"] == "BS1"]
    text = desk.outbox(row["outbox"])["body"]
    assert "2026-11-30  巡检" in text
    assert "已超时" in text

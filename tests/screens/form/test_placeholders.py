"""What stands in an empty field."""

from datetime import datetime

import pytest

from deskctl.operations.framework.base import Field
from deskctl.screens.form.form_values import placeholder

DAY = "2026-11-22T"


@pytest.mark.parametrize(
    ("name", "now", "shown"),
    [
        ("planned_at", "09:30", "10:30, in half an hour, tomorrow 9:00"),
        ("planned_at", "16:59", "17:30, in half an hour, tomorrow 9:00"),
        ("due", "23:10", "in half an hour, tomorrow 9:00"),
        ("occurred_at", "16:20", "16:05, -15m, yesterday 9:00"),
        ("occurred_at", "00:05", "00:05, -15m, yesterday 9:00"),
    ],
)
def test_an_example_of_a_time_lies_where_the_time_may(name: str, now: str, shown: str) -> None:
    """A time to come is not past already, and one that has been is not still to come."""
    field = Field(name, "time", "", required=False)
    assert placeholder(field, datetime.fromisoformat(f"{DAY}{now}")) == shown


def test_a_day_is_that_of_today() -> None:
    """The example of a day is today."""
    assert placeholder(Field("by", "date", "", required=False), datetime.fromisoformat(f"{DAY}09:30")) == "2026-11-22"

"""The placeholder of an empty field."""

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
def test_example_of_a_time_is_valid(name: str, now: str, shown: str) -> None:
    """The example of a future time is not past, and that of a past time is not in the future."""
    field = Field(name, "time", "", required=False)
    assert placeholder(field, datetime.fromisoformat(f"{DAY}{now}")) == shown


def test_example_of_a_date_is_today() -> None:
    """The example of a date is today."""
    assert placeholder(Field("by", "date", "", required=False), datetime.fromisoformat(f"{DAY}09:30")) == "2026-11-22"

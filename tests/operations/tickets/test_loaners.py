"""Every list agrees on whether a loaner is out."""

from contextlib import closing
from datetime import timedelta
from zoneinfo import ZoneInfo

from workbench import NOW, Workbench

from deskctl.queries.month.care_figures import loaners_out
from deskctl.queries.month.care_promises import CarePromises
from deskctl.queries.month.past_names import PastNames
from deskctl.queries.month.period import Period
from deskctl.queries.reference.records import list_records
from deskctl.queries.search.choices import choices
from deskctl.queries.stock_and_loans import loaners_still_out
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader

ZONE = ZoneInfo("Asia/Shanghai")
CURRENT_NAMES = PastNames({}, {})
NOVEMBER = Period(instant(NOW) - 20 * 86_400, instant(NOW) + 8 * 86_400, instant(NOW))


def _shown_as_out(desk: Workbench) -> tuple[bool, bool, bool, bool]:
    """Return whether each list shows LN-03 as out on T-069: loaners, choices, form of the ticket, month."""
    with closing(open_reader(desk.path)) as conn:
        listed = next(row for row in list_records(conn, "loaner", ZONE) if row["id"] == "LN-03")
        (choice,) = (label for key, label in choices(conn, "loaner", "LN-03") if key == "LN-03")
        name = listed["name"]
        return (
            listed["out_on"] == "T-069",
            "T-069" in choice,
            any("LN-03" in label for label in loaners_still_out(conn, [69])),
            any(row[0] == name for row in loaners_out(conn, NOVEMBER, CURRENT_NAMES)),
        )


def test_moves_count_in_the_order_of_their_entry(desk: Workbench) -> None:
    """The last recorded move decides whether a loaner is out, even if its time is earlier."""
    sent = {"loaner": "LN-03", "actor": "BS1"}
    assert _shown_as_out(desk) == (False,) * 4
    desk.do("loaner.send", 69, when=NOW - timedelta(minutes=20), **sent)
    assert _shown_as_out(desk) == (True,) * 4
    desk.refused("loaner.send", 69, **sent)
    desk.do("loaner.return", 69, when=NOW - timedelta(minutes=10), **sent)
    assert _shown_as_out(desk) == (False,) * 4
    desk.do("loaner.send", 69, when=NOW - timedelta(minutes=15), **sent)
    assert _shown_as_out(desk) == (True,) * 4


def test_a_training_early_in_the_day_has_its_own_date(desk: Workbench) -> None:
    """A training at seven in the morning is listed under its own date in the zone of the desk."""
    desk.do("training.add", customer="CUS-01", topic="month end", requested_for="2026-12-03T07:00:00+08:00")
    with closing(open_reader(desk.path)) as conn:
        coming = CarePromises(conn, NOVEMBER, CURRENT_NAMES, ZONE).planned("2026-12")
    assert "2026-12-03" in {str(one.day) for one in coming if one.kind == "training"}

"""Duties of a desk of one's own: sites, contracts and inspections that come and go after the desk was made."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from workbench import NOW, OpenWorkbench, Workbench

from deskctl.language.time_words.months import month_of
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import SOURCES, DueFilter, due_list
from deskctl.queries.month.duty_counts import hard_duty_counts
from deskctl.queries.month.period import Period
from deskctl.queries.reference.roster import gaps_ahead
from deskctl.store.sqlite.create import create_store
from deskctl.store.sqlite.reader import open_reader

ZONE = ZoneInfo("Asia/Shanghai")


def when(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


BEGUN = when("2027-01-15T10:00:00")
LEAD = {"name": "Lee", "role": "lead_engineer", "roles": ["service_manager"]}


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Workbench]:
    """Return a desk made in January 2027 with a lead engineer, a customer, a site and a server, without a contract."""
    path = str(tmp_path / "own.db")
    create_store(path, with_records=True)
    perform(path, find("staff", "add").of(LEAD), None, RequestContext(now=BEGUN, actor=None))
    with closing(OpenWorkbench(path)) as desk:
        do(desk, "customer.add", name="Clinic")
        do(desk, "contact.add", customer="CUS-01", name="Sam")
        do(desk, "site.add", customer="CUS-01", name="Main")
        do(desk, "asset.add", site="S-0101", asset_class="server", name="server")
        yield desk


def do(desk: Workbench, name: str, at: datetime = BEGUN, /, **fields: object) -> None:
    desk.do(name, actor="LE1", now=at, **fields)


def contract(desk: Workbench, first: str, last: str) -> None:
    do(desk, "contract.add", customer="CUS-01", no=first, maintenance_start=first, maintenance_end=last)


def due(desk: Workbench, at: str, kind: str = "inspection") -> list[tuple[str, str]]:
    """Return the subjects of a kind that are listed at a time, each with its last day."""
    with closing(open_reader(desk.path)) as conn:
        inputs = DueInputs(conn, int(when(at).timestamp()), ZONE)
        return [(duty.subject, str(duty.due_on)) for duty in due_list(inputs, DueFilter(kinds=(kind,)))]


def figures(desk: Workbench, month: str, at: str, kind: str = "inspection") -> tuple[int, int, int]:
    """Return how many promises of a month were kept, missed and overdue, as known at a time."""
    with closing(open_reader(desk.path)) as conn:
        counts = hard_duty_counts(conn, Period(*month_of(month, ZONE), int(when(at).timestamp())), ZONE)
    return next(((one.met, one.missed, one.overdue) for one in counts if one.kind == kind), (0, 0, 0))


def test_the_first_inspection_leaves_earlier_ones_overdue(own: Workbench) -> None:
    """What was not inspected since the desk was made remains overdue after a later month was inspected or added."""
    contract(own, "2026-01-01", "2027-12-31")
    late = [("IN-2027-01-S-0101", "2027-01-31"), ("IN-2027-02-S-0101", "2027-02-28")]
    assert due(own, "2027-03-10T09:00:00") == late
    do(own, "inspection.done", when("2027-03-10T10:00:00"), id="IN-2027-03-S-0101", override="the form is lost")
    do(own, "inspection.add", when("2027-03-10T11:00:00"), site="S-0101", reason="asked", **{"for": "2026-03"})
    assert due(own, "2027-03-10T12:00:00") == late
    assert figures(own, "2027-01", "2027-03-10T12:00:00") == (0, 0, 1)


def test_a_site_is_inspected_from_the_month_in_which_it_has_equipment(own: Workbench) -> None:
    """A site that is added, or first equipped, later is not owed the inspections of earlier months."""
    contract(own, "2026-01-01", "2027-12-31")
    do(own, "site.add", when("2027-03-15T09:00:00"), customer="CUS-01", name="New")
    do(own, "asset.add", when("2027-04-02T09:00:00"), site="S-0102", asset_class="server", name="server")
    assert [row for row in due(own, "2027-05-20T09:00:00") if "S-0102" in row[0]] == [
        ("IN-2027-04-S-0102", "2027-04-30"), ("IN-2027-05-S-0102", "2027-05-31")
    ]  # fmt: skip
    assert figures(own, "2027-03", "2027-05-20T09:00:00") == (0, 0, 1)


def test_a_retired_site_remains_in_the_figures_of_earlier_months(own: Workbench) -> None:
    """A site that is retired is inspected no more, and the figures of months that are over do not change."""
    contract(own, "2026-01-01", "2027-12-31")
    before = figures(own, "2027-02", "2027-03-08T17:30:00")
    do(own, "site.retire", when("2027-04-02T09:00:00"), id="S-0101", reason="moved out")
    assert due(own, "2027-04-20T09:00:00") == []
    assert figures(own, "2027-02", "2027-03-08T17:30:00") == before == (0, 0, 1)


def test_a_contract_renewed_without_a_gap_leaves_the_whole_month(own: Workbench) -> None:
    """Only the end of the maintenance shortens a month, not that of a contract which another one follows."""
    contract(own, "2026-01-01", "2027-02-15")
    assert due(own, "2027-02-10T09:00:00")[-1] == ("IN-2027-02-S-0101", "2027-02-15")
    contract(own, "2027-02-16", "2027-12-31")
    contract(own, "2027-02-01", "2027-02-20")
    assert due(own, "2027-02-20T09:00:00")[-1] == ("IN-2027-02-S-0101", "2027-02-28")
    do(own, "inspection.schedule", when("2027-02-01T09:00:00"), id="IN-2027-02-S-0101",
       planned_at="2027-02-26T09:00:00+08:00", engineers=["LE1"])  # fmt: skip
    assert own.value("inspection", "due", id="IN-2027-02-S-0101") == "2027-02-28"


def test_a_return_visit_is_due_an_interval_after_maintenance_began_again(own: Workbench) -> None:
    """After a gap in maintenance, the interval begins with it, in the list as in the figures, unless a visit counts."""
    contract(own, "2026-01-01", "2027-02-28")
    do(own, "return-visit.record", when("2027-01-20T09:00:00"), customer="CUS-01", how="phone", no_changes=True,
       **{"with": "P-0101"})  # fmt: skip
    contract(own, "2027-06-01", "2027-12-31")
    assert due(own, "2027-04-10T09:00:00", "return_visit") == []
    assert due(own, "2027-08-20T09:00:00", "return_visit") == [("CUS-01", "2027-08-30")]
    assert figures(own, "2027-04", "2027-09-10T09:00:00", "return_visit") == (0, 0, 0)
    assert figures(own, "2027-08", "2027-09-10T09:00:00", "return_visit") == (0, 0, 1)
    do(own, "return-visit.record", when("2027-05-20T09:00:00"), customer="CUS-01", how="phone", no_changes=True,
       **{"with": "P-0101"})  # fmt: skip
    assert due(own, "2027-08-20T09:00:00", "return_visit") == [("CUS-01", "2027-08-18")]
    assert figures(own, "2027-08", "2027-09-10T09:00:00", "return_visit") == (0, 0, 1)


def test_a_calendar_that_was_not_published_remains_overdue(own: Workbench) -> None:
    """The days of a year remain to be published when that year has begun, but not those of the desk's first year."""
    assert due(own, "2027-03-10T09:00:00", "calendar") == []
    assert due(own, "2028-01-02T09:00:00", "calendar") == [("2028", "2027-12-31")]
    do(own, "calendar.publish", when("2028-01-02T10:00:00"), year=2028)
    assert due(own, "2028-01-02T11:00:00", "calendar") == []


@pytest.mark.parametrize(("zone", "language"), [("Asia/Shanghai", "zh"), ("Europe/London", "en")])
def test_answers_and_courses_are_in_the_language_of_the_customers(tmp_path: Path, zone: str, language: str) -> None:
    """An answer or a course without a language has that of the desk's customers, so that they are owed it."""
    path = str(tmp_path / "own.db")
    create_store(path, with_records=True, zone=zone)
    with closing(OpenWorkbench(path)) as desk:
        perform(path, find("staff", "add").of(LEAD), None, RequestContext(now=BEGUN, actor=None))
        do(desk, "faq.add", system="ERP-X", question="How?", answer="So.")
        do(desk, "course.add", system="ERP-X", title="Basics")
        assert (desk.value("faq", "lang"), desk.value("course", "lang")) == (language, language)


def test_a_roster_that_has_run_out_is_a_gap(own: Workbench) -> None:
    """After the last shift the gap remains due; a desk that never had a roster has none."""
    assert due(own, "2027-03-10T09:00:00", "roster_gap") == []
    shift = {"start": "2027-02-01T08:00:00+08:00", "end": "2027-03-01T08:00:00+08:00"}
    do(own, "roster.add", staff="LE1", **shift)
    assert due(own, "2027-03-10T09:00:00", "roster_gap") == [("2027-03-10 09:00", "None")]
    with own.reading() as conn:
        assert list(gaps_ahead(conn, int(BEGUN.timestamp())))[-1][1] is None
        now = int(when("2027-03-10T09:00:00").timestamp())
        assert list(gaps_ahead(conn, now)) == [(now, None)]


def test_a_low_stock_tells_what_is_on_order(desk: Workbench) -> None:
    """A part below its minimum tells how many pieces are requested and not received."""

    def titles() -> list[str]:
        with desk.reading() as conn:
            inputs = DueInputs(conn, int(NOW.timestamp()), ZONE)
            return [
                one.title for one in due_list(inputs, DueFilter(kinds=("stock_minimum",))) if one.subject == "PT-09"
            ]

    desk.do("part.edit", id="PT-09", min_qty=99, actor="BS1")
    assert ["(1 on order)  " in title for title in titles()] == [True]
    desk.do("part.receive", 66, part="PT-09", request="PR-014", actor="BS1")
    assert ["on order" in title for title in titles()] == [False]


def test_what_is_taken_up_again_is_due_again(desk: Workbench) -> None:
    """A contract, a certificate, a training and an inspection are due again if they go on after they were ended."""

    def listed(kind: str, at: str) -> list[str]:
        return [subject for subject, _day in due(desk, at, kind)]

    desk.do("contract.outcome", id="CT-08", to="ended", actor="BS1")
    assert "CT-08" not in listed("contract", "2026-11-23T09:00:00")
    desk.do("contract.outcome", id="CT-08", to="renewed", maintenance_end="2027-10-31", actor="BS1")
    assert "CT-08" in listed("contract", "2027-10-20T09:00:00")
    desk.do("contract.outcome", id="CT-06", to="ended", actor="BS1")
    desk.do("contract.edit", id="CT-06", maintenance_end="2027-11-30", actor="BS1")
    assert "CT-06" in listed("contract", "2027-11-20T09:00:00")
    desk.do("certificate.drop", id="CERT-2", reason="not needed")
    assert "CERT-2" not in listed("certificate", "2026-11-23T09:00:00")
    desk.do("certificate.renew", id="CERT-2", expires="2027-05-31")
    assert "CERT-2" in listed("certificate", "2027-05-20T09:00:00")
    desk.do("training.cancel", id="TR-002", by_contact="P-0701", reason="moved")
    assert listed("training", "2026-11-23T09:00:00") == []
    desk.do("training.schedule", id="TR-002", requested_for="2026-12-10T14:00:00+08:00")
    assert listed("training", "2026-12-09T09:00:00") == ["TR-002"]
    name = "IN-2026-12-S-0401"
    desk.do("inspection.drop", id=name, reason="closed", agreed_by="P-0401")
    assert name not in listed("inspection", "2026-12-30T09:00:00")
    desk.do("inspection.schedule", id=name, planned_at="2026-12-29T09:00:00+08:00", engineers=["EN1"])
    assert name in listed("inspection", "2026-12-30T09:00:00")


def test_the_end_of_a_pause_is_listed_a_working_day_before(desk: Workbench) -> None:
    """A pause ends when it was said to, and one until Monday is listed from Friday on (S5.4-1)."""
    desk.do("ticket.pause", 71, reason="customer_request", by_contact="P-0702", until="2026-11-23T09:00:00+08:00")
    assert ("T-071", "None") in due(desk, "2026-11-22T09:45:00", "paused")
    with desk.reading() as conn:
        inputs = DueInputs(conn, int(NOW.timestamp()), ZONE, ahead="lead")
        (duty,) = [one for one in SOURCES["paused"](inputs) if one.ticket == 71]
    assert duty.due_at == when("2026-11-23T09:00:00").timestamp()
    assert [duty.state(int(when(f"2026-11-{at}").timestamp())) for at in ("19T23:59:00", "20T00:00:00")] == [
        "upcoming", "due"
    ]  # fmt: skip

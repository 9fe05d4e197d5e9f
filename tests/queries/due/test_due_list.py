"""The due list: the duties of the demo desk at two times, row by row, and when rows appear and disappear."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from deskctl.data_files import data_file
from deskctl.errors import NotFound, Usage
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.policy_file.read import read_policy
from deskctl.queries.due.due_cursor import after_cursor, cursor_of_duty
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_counts, due_list, one_duty
from deskctl.queries.due.json_rows import due_shape
from deskctl.queries.reference.model_patterns import matches_model
from deskctl.store.facts.policies import install
from deskctl.store.port import Reader
from deskctl.store.sqlite.create import create_store
from deskctl.store.sqlite.reader import open_reader
from deskctl.store.sqlite.writing.writer import writing_once

ZONE = ZoneInfo("Asia/Shanghai")
DAY = 86_400
AT_NOON = {
    "inspection": (1, 0), "return_visit": (5, 4), "advisory": (5, 5), "evaluation": (12, 11), "training": (1, 0),
    "training_material": (1, 1), "faq_missing": (3, 3), "faq_handover": (4, 4), "certificate": (1, 0),
    "contract": (2, 1), "roster_gap": (2, 0), "calendar": (1, 0), "stock_minimum": (4, 0), "cover": (1, 0),
    "loaner": (1, 0), "mail": (1, 0), "part": (2, 1), "charge": (1, 1), "improvement": (2, 0),
}  # fmt: skip


def instant_of(text: str) -> int:
    return int(datetime.fromisoformat(f"{text}+08:00").timestamp())


def inputs(conn: Reader, text: str = "2026-11-22T09:30:00") -> DueInputs:
    return DueInputs(conn, instant_of(text), ZONE)


@pytest.fixture
def desk_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Reader]]:
    """Return a function that creates a desk from lines of the exchange format."""
    monkeypatch.setenv("DESKCTL_NOW", "2026-11-02T09:00:00+08:00")
    opened: list[Reader] = []

    def new_desk(*lines: dict[str, object]) -> Reader:
        file, store = tmp_path / "desk.jsonl", str(tmp_path / "desk.db")
        file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        create_store(store)
        read_desk(file, store)
        opened.append(open_reader(store))
        return opened[-1]

    yield new_desk
    for conn in opened:
        conn.close()


CUSTOMER = {"type": "customer", "id": "CUS-01", "name": "A", "name_en": None, "lang": "en",
    "key_customer": False, "agreed_phone": None, "email_domain": None, "return_visit_interval_days": None,
    "preferred_mode": None}  # fmt: skip
SITE = {"type": "site", "id": "S-0101", "customer": "CUS-01", "name": "Main", "outlet": False,
    "address": None, "travel_minutes": None}  # fmt: skip
OUTLET = {"type": "site", "id": "S-0102", "customer": "CUS-01", "name": "Shop", "outlet": True,
    "address": None, "travel_minutes": None}  # fmt: skip
CONTRACT = {
    "type": "contract", "id": "CT-01", "customer": "CUS-01", "no": "1", "maintenance_start": "2026-10-15",
    "maintenance_end": "2026-12-20", "final_acceptance_date": None, "remote_standing_authorisation": False,
    "day_rate": None, "rounding": None, "options": {},
}  # fmt: skip


def asset(name: str, site: str, **more: object) -> dict[str, object]:
    return {
        "type": "asset", "id": name, "site": site, "asset_class": "server", "name": name, "model": "SRV-A2U",
        "serial": None, "criticality": None, "vendor": None, "warranty_end": None, "procured_by_us": False,
        "ip": None, **more
    }  # fmt: skip


def test_the_due_list_of_one_customer(conn: Reader) -> None:
    """The list of one customer contains exactly the rows that the whole list has for this customer."""
    every = due_list(inputs(conn), DueFilter(within=400 * DAY))
    customers = {duty.customer for duty in every} - {None}
    assert len(customers) > 4
    for customer in sorted(filter(None, customers)):
        own = due_list(inputs(conn), DueFilter(customer=(customer,), within=400 * DAY))
        assert own == [duty for duty in every if duty.customer == customer]


def test_the_demo_desk_has_fifty_duties(conn: Reader) -> None:
    """On 22 November the list has 50 rows of which 31 are late, 45 within 14 days, and the expected count per kind."""
    assert due_counts(inputs(conn), DueFilter()) == AT_NOON
    assert len(due_list(inputs(conn), DueFilter(within=14 * DAY))) == 45
    assert len(due_list(inputs(conn), DueFilter(overdue=True))) == 31


def test_six_days_later_more_is_late(conn: Reader) -> None:
    """On 28 November the list has 51 rows, of which 35 are late."""
    counted = due_counts(inputs(conn, "2026-11-28T10:00:00"), DueFilter())
    assert (sum(rows for rows, _ in counted.values()), sum(late for _, late in counted.values())) == (51, 35)


def test_the_business_role_has_its_own_rows(conn: Reader) -> None:
    """The rows of the business role are parts, repairs, charges, mails, loaners, stock, cover and contracts."""
    rows = {duty.subject for duty in due_list(inputs(conn), DueFilter(role=("business",)))}
    assert {"PR-014", "RMA-001", "T-054", "ML-005", "LN-02", "MINI-P7", "CT-06", "CT-08"} < rows
    assert len(rows) == 12


def test_an_inspection_is_due_until_midnight(conn: Reader) -> None:
    """An inspection is due until the last second of the month and overdue from midnight (S4-inspection)."""
    last = one_duty(inputs(conn, "2026-11-30T23:59:59"), "inspection", "IN-2026-11-CUS-04")
    assert (str(last.due_on), last.state(instant_of("2026-11-30T23:59:59"))) == ("2026-11-30", "due")
    assert last.state(instant_of("2026-12-01T00:00:00")) == "overdue"


def test_each_main_site_is_inspected_and_outlets_with_it(desk_with: Callable[..., Reader]) -> None:
    """Inspections of a site are due in months that its contract covers on the first day, at its end at the latest."""
    conn = desk_with(CUSTOMER, SITE, OUTLET, CONTRACT, asset("A-1", "S-0101"), asset("A-2", "S-0102"))
    rows = due_list(inputs(conn, "2026-11-20T09:00:00"), DueFilter(kinds=("inspection",)))
    assert [(duty.subject, str(duty.due_on)) for duty in rows] == [("IN-2026-11-S-0101", "2026-11-30")]
    rows = due_list(inputs(conn, "2026-12-18T09:00:00"), DueFilter(kinds=("inspection",)))
    assert [(str(duty.due_on), duty.late(instant_of("2026-12-18T09:00:00"))) for duty in rows] == [
        ("2026-11-30", True), ("2026-12-20", False)
    ]  # fmt: skip


def test_an_empty_desk_has_only_the_calendar_duty(tmp_path: Path) -> None:
    """An empty desk has no duty except the calendar of next year."""
    create_store(str(tmp_path / "desk.db"))
    with closing(open_reader(str(tmp_path / "desk.db"))) as conn:
        assert {duty.rule.kind for duty in due_list(inputs(conn), DueFilter(within=366 * DAY))} <= {"calendar"}


def test_a_notice_concerns_the_models_that_it_names() -> None:
    """A notice matches a model regardless of case, by a star for the rest, or with a version behind it (S5.6-2)."""
    assert matches_model("erp-x 6.2", "ERP-X")
    assert matches_model("SRV-A2U", "srv-a*")
    assert not matches_model("SRV-A2U", "SRV-A")
    assert not matches_model(None, "SRV-A")


def test_a_page_continues_after_its_cursor(conn: Reader) -> None:
    """A page continues after its cursor, and an invalid cursor is refused."""
    rows = due_list(inputs(conn), DueFilter())
    assert [*after_cursor(rows, cursor_of_duty(rows[9]))] == rows[10:]
    assert [*after_cursor(rows, cursor_of_duty(rows[-2]))] == rows[-1:]
    with pytest.raises(Usage):
        after_cursor(rows, "nonsense")


def test_a_row_has_the_fields_for_scripts(conn: Reader) -> None:
    """A row has the clause, the role, the due date and the seconds since it was due."""
    duty = one_duty(inputs(conn), "return_visit", "cus-02")
    row = due_shape(duty, instant_of("2026-11-22T09:30:00"), ZONE)
    assert row["due_on"] == "2026-11-18"
    assert row["due_at"] == "2026-11-19T00:00:00+08:00"
    assert (row["clause"], row["role"], row["state"], row["soft"]) == ("S5.6-1", "service_manager", "overdue", False)
    assert row["remaining"] == -293_400


def test_a_duty_that_is_not_due_is_not_found(conn: Reader) -> None:
    """The refusal of a subject without a row of the kind names that subject."""
    with pytest.raises(NotFound, match="CUS-99"):
        one_duty(inputs(conn), "return_visit", "CUS-99")


def test_a_policy_changes_what_is_due(tmp_path: Path) -> None:
    """The table `duties` of a policy moves dates and disables kinds, which are still listed if requested by name."""
    store = str(tmp_path / "own.db")
    create_store(store)
    base = data_file("policies")
    for name in ("after-sales.toml", "after-sales.clauses.jsonl"):
        (tmp_path / name).write_text((base / name).read_text("utf-8"), encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text('extends = "after-sales.toml"\n[duties.calendar]\nlead = 400\non = false\n', encoding="utf-8")
    with writing_once(store) as writer:
        install(writer, read_policy(own), 1)
    with closing(open_reader(store)) as reader:
        assert due_list(inputs(reader, "2026-03-01T09:00:00"), DueFilter()) == []
        rows = due_list(inputs(reader, "2026-03-01T09:00:00"), DueFilter(kinds=("calendar",)))
    assert [(duty.subject, duty.rule.lead) for duty in rows] == [("2027", 400 * DAY)]


def test_warranties_are_listed_on_request(conn: Reader) -> None:
    """Warranties are listed only on request, for equipment of customers under maintenance (S2.E)."""
    kinds = {duty.rule.kind for duty in due_list(inputs(conn), DueFilter(within=400 * DAY))}
    assert "warranty" not in kinds
    rows = due_list(inputs(conn), DueFilter(kinds=("warranty",), within=400 * DAY))
    assert rows
    assert all(duty.customer in inputs(conn).maintained for duty in rows)
    assert all(duty.state(instant_of("2026-11-22T09:30:00")) != "due" or duty.due_at is not None for duty in rows)

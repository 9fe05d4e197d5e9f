"""Sites that are inspected together: outlets with the main site, and the sites that a plan covers (S4-inspection)."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from workbench import OpenWorkbench, Workbench

from deskctl.documents.services.inspection import inspection_report
from deskctl.documents.services.inspection_sheet import inspection_sheet
from deskctl.documents.writers.formats import render
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.queries.customers.service_visits import inspection
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.queries.services.inspection_form import inspection_form
from deskctl.queries.services.planned_inspections import next_of
from deskctl.queries.services.site_checklists import items_at
from deskctl.store.sqlite.create import create_store

ZONE = ZoneInfo("Asia/Shanghai")
MAIN, SECOND, SHOP, STORE = "S-0101", "S-0102", "S-0103", "S-0104"
EQUIPMENT = {MAIN: "server", SECOND: "storage", SHOP: "network", STORE: "network"}


def when(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


BEGUN = when("2027-01-15T10:00:00")


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Workbench]:
    """Return a desk with a customer who has two main sites and two outlets, each with a device of its own class."""
    path = str(tmp_path / "own.db")
    create_store(path, with_records=True)
    lead = {"name": "Lee", "role": "lead_engineer", "roles": ["service_manager"]}
    perform(path, find("staff", "add").of(lead), None, RequestContext(now=BEGUN, actor=None))
    with closing(OpenWorkbench(path)) as desk:
        do(desk, "customer.add", name="Clinic", language="en")
        do(desk, "contact.add", customer="CUS-01", name="Sam")
        for site, device in EQUIPMENT.items():
            do(desk, "site.add", customer="CUS-01", name=site, outlet=site in {SHOP, STORE})
            do(desk, "asset.add", site=site, asset_class=device, name=f"{device} of {site}")
        do(desk, "contract.add", customer="CUS-01", no="1", maintenance_start="2027-01-01",
           maintenance_end="2028-12-31")  # fmt: skip
        yield desk


def do(desk: Workbench, name: str, at: datetime = BEGUN, /, **fields: Any) -> str | None:
    return desk.do(name, actor="LE1", now=at, when=at, **fields).record


def due(desk: Workbench, at: str, within_days: int = 0) -> list[str]:
    """Return the inspections that are listed at a time."""
    with desk.reading() as conn:
        inputs = DueInputs(conn, int(when(at).timestamp()), ZONE)
        wanted = DueFilter(kinds=("inspection",), within=within_days * 86_400 or None)
        return [duty.subject for duty in due_list(inputs, wanted)]


def lists_of(desk: Workbench, name: str) -> set[str]:
    """Return the checklists of an inspection."""
    with desk.reading() as conn:
        return {one["item"].key.partition(".")[0] for one in inspection_form(conn, name)["items"]}


def places_of(desk: Workbench, name: str) -> list[str]:
    """Return the sites whose equipment the form of an inspection lists."""
    with desk.reading() as conn:
        return [row["site_name"] for row in inspection_form(conn, name)["assets"]]


def test_the_checklist_of_a_main_site_includes_its_outlets(firm: Workbench) -> None:
    """The first main site is inspected with the outlets, so that its checklist and gate include their equipment."""
    assert lists_of(firm, f"IN-2027-01-{MAIN}") == {"server", "network"}
    assert lists_of(firm, f"IN-2027-01-{SECOND}") == {"storage"}
    with firm.reading() as conn:
        assert {item.key.partition(".")[0] for item in items_at(conn, MAIN, "2027-01")} == {"server", "network"}
        form = inspection_form(conn, f"IN-2027-01-{MAIN}")
    assert [row["site_name"] for row in form["assets"]] == [MAIN, SHOP, STORE]
    printed = render(inspection_sheet(form), "md").decode()
    assert f"network of {STORE}" in printed
    assert "| Site |" in printed


def test_an_inspection_needs_the_items_of_its_outlets(firm: Workbench) -> None:
    """An inspection is not done while an outlet's item is missing, and the report lists the outlets' equipment."""
    name = f"IN-2027-01-{MAIN}"
    for item in ("power", "disk", "logs", "cpu"):
        do(firm, "inspection.record", id=name, item=f"server.{item}", value="1")
    with firm.reading() as conn:
        items = [item for item in items_at(conn, MAIN, "2027-01") if item.required]
    refused = firm.refused("inspection.done", None, "S4-inspection.content", actor="LE1", now=BEGUN, id=name)
    assert refused.code == "inspection_incomplete"
    for item in items:
        do(firm, "inspection.record", id=name, item=item.key, value=item.choices[0] if item.choices else "1",
           verdict="normal")  # fmt: skip
    do(firm, "inspection.record", id=name, item="users", group="usage", value="12")
    do(firm, "inspection.record", id=name, item="patches seen", group="software", value="all")
    do(firm, "inspection.done", id=name)
    do(firm, "asset.retire", when("2027-01-16T10:00:00"), id="A-0104", reason="scrapped")
    with firm.reading() as conn:
        record = inspection(conn, name)
    assert [row["name"] for row in record["assets"]] == [f"{EQUIPMENT[one]} of {one}" for one in (MAIN, SHOP, STORE)]
    assert f"network of {STORE}" in render(inspection_report(record), "md").decode()


def test_a_finding_at_an_outlet_opens_a_ticket_there(firm: Workbench) -> None:
    """The ticket of a finding is about the inspected equipment and the site where it is."""
    name = f"IN-2027-01-{MAIN}"
    do(firm, "inspection.record", id=name, item="network.ports", value="down", verdict="abnormal", asset="A-0104")
    opened = firm.do("inspection.finding", actor="LE1", now=BEGUN, id=name, item="network.ports", open_ticket=True)
    assert firm.rows("ticket", "site", number=opened.ticket) == [(STORE,)]


def test_an_outlet_with_a_plan_is_inspected_by_it(firm: Workbench) -> None:
    """An outlet with a plan has inspections of its own, and the others remain with the main site."""
    assert due(firm, "2027-01-20T09:00:00") == [f"IN-2027-01-{MAIN}", f"IN-2027-01-{SECOND}"]
    do(firm, "inspection-plan.add", site=SHOP, interval="2 weeks", **{"from": "2027-02-01"})
    assert due(firm, "2027-02-01T09:00:00") == [
        f"IN-2027-01-{MAIN}", f"IN-2027-01-{SECOND}", f"IN-2027-W05-{SHOP}"
    ]  # fmt: skip
    assert f"IN-2027-W05-{SHOP}" in due(firm, "2027-02-10T09:00:00")
    assert places_of(firm, f"IN-2027-01-{MAIN}") == [MAIN, SHOP, STORE]
    assert places_of(firm, f"IN-2027-02-{MAIN}") == [MAIN, STORE]
    with firm.reading() as conn:
        assert next_of(conn, {"site": STORE, "period": "2027-01", "customer": "CUS-01"}).next == f"IN-2027-02-{MAIN}"


def test_an_outlet_that_is_never_inspected_is_not_on_the_checklist(firm: Workbench) -> None:
    """An outlet with the plan `none` has no inspection, neither alone nor with the main site."""
    do(firm, "inspection-plan.add", site=SHOP, interval="none", reason="closed", agreed_by="P-0101")
    assert places_of(firm, f"IN-2027-02-{MAIN}") == [MAIN, STORE]
    assert not any(SHOP in name for name in due(firm, "2027-03-31T09:00:00"))


def test_the_sites_that_a_plan_covers_are_on_its_checklist(firm: Workbench) -> None:
    """A plan that covers a main site includes its equipment and its outlets as long as the plan applies."""
    do(firm, "inspection-plan.add", site=SECOND, interval="1 month", covers=[MAIN], until="2027-03-31")
    assert lists_of(firm, f"IN-2027-02-{SECOND}") == {"storage", "server", "network"}
    assert lists_of(firm, f"IN-2027-04-{SECOND}") == {"storage"}
    assert due(firm, "2027-03-20T09:00:00") == [f"IN-2027-{month}-{SECOND}" for month in ("01", "02", "03")]
    assert [name for name in due(firm, "2027-04-30T09:00:00") if "04" in name[:10]] == [
        f"IN-2027-04-{MAIN}", f"IN-2027-04-{SECOND}"
    ]  # fmt: skip


def test_the_past_of_a_covered_site_does_not_change(firm: Workbench) -> None:
    """A site that a plan covered is not late for those months after the plan is retired."""
    do(firm, "inspection-plan.add", site=MAIN, interval="1 month", covers=[SECOND])
    later = when("2027-04-10T10:00:00")
    covers = {"id": "IP-001", "covers": [STORE]}
    refused = firm.refused("inspection-plan.edit", None, "S4-inspection", actor="LE1", now=later, when=later, **covers)
    assert refused.code == "month_over"
    do(firm, "inspection-plan.retire", later, id="IP-001", reason="two visits again")
    names = due(firm, "2027-04-20T09:00:00")
    assert [name for name in names if SECOND in name] == [f"IN-2027-04-{SECOND}"]


def test_no_promise_is_lost_between_plans_that_cover_each_other(firm: Workbench) -> None:
    """A plan cannot cover its own site, nor a site whose plan covers this one."""
    own = {"site": MAIN, "interval": "1 month", "covers": [MAIN]}
    assert firm.refused("inspection-plan.add", None, None, actor="LE1", now=BEGUN, **own).code == "covers_itself"
    do(firm, "inspection-plan.add", site=MAIN, interval="1 month", covers=[SECOND])
    back = {"site": SECOND, "interval": "1 month", "covers": [MAIN]}
    assert firm.refused("inspection-plan.add", None, None, actor="LE1", now=BEGUN, **back).code == "covers_itself"
    assert due(firm, "2027-01-20T09:00:00") == [f"IN-2027-01-{MAIN}"]


def test_plans_cannot_cover_each_other_in_a_circle(firm: Workbench) -> None:
    """A plan cannot cover its own site by way of other plans, nor after its site is changed."""
    do(firm, "inspection-plan.add", site=SHOP, interval="1 month", covers=[STORE])
    do(firm, "inspection-plan.add", site=STORE, interval="1 month", covers=[SECOND])
    back = {"site": SECOND, "interval": "1 month", "covers": [SHOP]}
    assert firm.refused("inspection-plan.add", None, None, actor="LE1", now=BEGUN, **back).code == "covers_itself"
    moved = {"id": "IP-002", "site": SECOND}
    assert firm.refused("inspection-plan.edit", None, None, actor="LE1", now=BEGUN, **moved).code == "covers_itself"


def test_a_site_does_not_get_a_second_plan_by_an_edit(firm: Workbench) -> None:
    """The plan of another site cannot become one of a site that has a plan."""
    do(firm, "inspection-plan.add", site=SHOP, interval="2 weeks")
    do(firm, "inspection-plan.add", site=STORE, interval="1 month")
    moved = {"id": "IP-001", "site": STORE}
    assert firm.refused("inspection-plan.edit", None, None, actor="LE1", now=BEGUN, **moved).code == "order"


def test_a_retired_plan_is_not_restored_beside_another(firm: Workbench) -> None:
    """A plan that was retired is not restored if its site has another one, or if the two would be in a circle."""
    do(firm, "inspection-plan.add", site=SHOP, interval="1 month", covers=[STORE])
    do(firm, "inspection-plan.retire", id="IP-001", reason="alone")
    undo = {"id": "IP-001", "undo": True, "actor": "LE1", "now": BEGUN}
    do(firm, "inspection-plan.add", site=STORE, interval="1 month", covers=[SHOP])
    assert firm.refused("inspection-plan.retire", None, None, **undo).code == "covers_itself"
    do(firm, "inspection-plan.retire", id="IP-002", reason="alone")
    do(firm, "inspection-plan.add", site=SHOP, interval="2 weeks")
    assert firm.refused("inspection-plan.retire", None, None, **undo).code == "order"
    do(firm, "inspection-plan.retire", id="IP-003", reason="as before")
    firm.do("inspection-plan.retire", **undo)


def test_an_inspection_without_a_plan_is_of_its_own_site(firm: Workbench) -> None:
    """An inspection that no plan requires is of the named site; one that counts for a period includes the outlets."""
    alone = do(firm, "inspection.add", site=MAIN, reason="after the move")
    assert lists_of(firm, str(alone)) == {"server"}
    counted = do(firm, "inspection.add", site=MAIN, reason="early", **{"for": "2027-02"})
    assert lists_of(firm, str(counted)) == {"server", "network"}


def test_the_checklists_of_a_plan_apply_as_long_as_the_plan(firm: Workbench) -> None:
    """The checklists and the length of the periods are those of the plan that applies in the period."""
    do(firm, "inspection-plan.add", site=MAIN, interval="3 months", reason="quiet", agreed_by="P-0101",
       checklists=["room"], until="2027-06-30", **{"from": "2027-02-01"})  # fmt: skip
    assert lists_of(firm, f"IN-2027-01-{MAIN}") == {"server", "network"}
    assert lists_of(firm, f"IN-2027-02-{MAIN}") == {"room"}
    assert lists_of(firm, f"IN-2027-08-{MAIN}") == {"server", "network"}
    with firm.reading() as conn:
        assert inspection_form(conn, f"IN-2027-02-{MAIN}")["due"] == "2027-04-30"
        assert inspection_form(conn, f"IN-2027-08-{MAIN}")["due"] == "2027-08-31"
        assert next_of(conn, {"site": MAIN, "period": "2027-02", "customer": "CUS-01"}).next == f"IN-2027-05-{MAIN}"
        assert next_of(conn, {"site": MAIN, "period": "2027-05", "customer": "CUS-01"}).next == f"IN-2027-08-{MAIN}"


def test_every_listed_inspection_can_be_done(firm: Workbench) -> None:
    """An overdue inspection of a retired plan is still known by its id, and is not due after it is done."""
    do(firm, "inspection-plan.add", site=MAIN, interval="2 weeks", **{"from": "2027-02-01"})
    later = when("2027-03-10T10:00:00")
    do(firm, "inspection-plan.retire", later, id="IP-001", reason="monthly again")
    overdue = [name for name in due(firm, "2027-03-10T11:00:00") if "W" in name]
    assert overdue == [f"IN-2027-W05-{MAIN}", f"IN-2027-W07-{MAIN}"]
    with firm.reading() as conn:
        assert inspection_form(conn, overdue[0])["due"] == "2027-02-14"
    do(firm, "inspection.start", later, id=overdue[0])
    do(firm, "inspection.done", later, id=overdue[0], override="the form is lost")
    assert [name for name in due(firm, "2027-03-10T12:00:00") if "W" in name] == [f"IN-2027-W07-{MAIN}"]

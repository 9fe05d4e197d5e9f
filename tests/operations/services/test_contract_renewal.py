"""The renewal of a contract: its new end, and when a decision is due again."""

from datetime import datetime
from zoneinfo import ZoneInfo

from workbench import Workbench

from deskctl.errors import BadData
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.store.sqlite.reader import open_reader


def test_a_renewed_contract_has_its_new_end(desk: Workbench) -> None:
    """A renewal needs a later end date, which the contract has until the renewal is corrected."""
    before = desk.value("contract", "maintenance_end", id="CT-06")
    assert desk.fails(BadData, "contract.outcome", id="CT-06", to="renewed").values["field"] == "maintenance_end"
    early = desk.fails(BadData, "contract.outcome", id="CT-06", to="renewed", maintenance_end=before)
    assert early.values["field"] == "maintenance_end"
    other = desk.fails(BadData, "contract.outcome", id="CT-06", to="ended", maintenance_end="2027-12-31")
    assert other.values["field"] == "maintenance_end"
    desk.do("contract.outcome", id="CT-06", to="renewed", maintenance_end="2027-12-31")
    assert desk.value("contract", "maintenance_end", id="CT-06") == "2027-12-31"
    desk.do("contract.correct", step="CT-06/1", reason="not signed", actor="MG1")
    assert desk.value("contract", "maintenance_end", id="CT-06") == before


def test_a_renewed_contract_is_due_again_before_its_new_end(desk: Workbench) -> None:
    """A renewed contract is due for a decision again before its new end."""

    def due(day: str) -> set[str]:
        with open_reader(desk.path) as conn:
            inputs = DueInputs(conn, int(datetime.fromisoformat(day).timestamp()), ZoneInfo("Asia/Shanghai"))
            return {row.subject for row in due_list(inputs, DueFilter(kinds=("contract",)))}

    desk.do("contract.outcome", id="CT-06", to="renewed", maintenance_end="2027-12-31")
    assert "CT-06" not in due("2026-11-22T12:00:00+08:00")
    assert "CT-06" in due("2027-12-20T12:00:00+08:00")

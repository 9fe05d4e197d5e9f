"""The cover of key models by parts and loaners, and the summary of a customer."""

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from deskctl.errors import NotFound
from deskctl.queries.customers.customer_card import customer_card
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.key_model_cover import stock_cover
from deskctl.store.port import Reader

ZONE = ZoneInfo("Asia/Shanghai")
AT = int(datetime.fromisoformat("2026-11-22T09:30:00+08:00").timestamp())


def test_every_key_model_has_its_cover(conn: Reader) -> None:
    """Of the key models in the demo, four have part and loaner, three a part, one a loaner, one neither (S4-stock)."""
    found = list(stock_cover(DueInputs(conn, AT, ZONE)))
    assert Counter(cover.state for cover in found) == {"both": 4, "part_only": 3, "loaner_only": 1, "none": 1}
    assert [cover.model for cover in found if cover.state == "none"] == ["MINI-P7"]


def test_the_summary_of_a_customer(conn: Reader) -> None:
    """The summary of a customer shows the contract with its remaining days, contacts, last return visit and tickets."""
    card = customer_card(conn, "CUS-06", AT, ZONE)
    assert card["contract"]["days_left"] == 39
    assert [person["id"] for person in card["contacts"]] == ["P-0601", "P-0602"]
    assert card["last_return_visit"] == "2026-11-04T14:00:00+08:00"
    assert all(ticket["status"] in {"closed", "closed_without_answer"} for ticket in card["last_tickets"])
    with pytest.raises(NotFound):
        customer_card(conn, "CUS-99", AT, ZONE)

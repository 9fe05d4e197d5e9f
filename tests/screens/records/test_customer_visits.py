"""The visits on a customer card."""

from datetime import timedelta
from typing import Any

import pytest

from deskctl.queries.tickets.ticket_row import rows_of
from deskctl.screens.records.customer_rows import VISITS, read_card
from deskctl.screens.session.store_session import reading


@pytest.mark.parametrize(("lang", "when"), [("en", "tomorrow 9:30"), ("zh", "明天 9:30")])
def test_visit_shows_time_and_engineer(desk: str, app_on: Any, take: Any, watch: Any, lang: str, when: str) -> None:
    """A visit shows its time as people write it and the name of the engineer."""
    take(desk, "visit.request", 69, reason="phone_and_remote_failed")
    take(desk, "visit.plan", 69, actor="LE1", planned_at=watch() + timedelta(days=1), engineers=("EN2",))
    session = app_on(desk, lang=lang).session
    with reading(desk) as conn:
        customer = rows_of(conn, [69])[69].customer
    (visit,) = read_card(session, customer, 80).rows[VISITS]
    words = "".join(piece.text for piece in visit.line)
    assert f"{when}  {session.look.names['EN2']}" in words
    assert "+08:00" not in words

"""Duties of the firm itself: certificates, contracts, the roster, next year's calendar, warranties."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from deskctl.queries.reference.contracts import FOLLOWED
from deskctl.queries.reference.roster import covered_between, gaps_between, has_roster
from deskctl.queries.services.record_actions import actions_on, last_actions_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.queries.due.due_inputs import DueInputs
    from deskctl.sla.duties import Duty
    from deskctl.sla.facts import Instant

_DROPPED, _OUTCOME = "certificate_dropped", "contract_outcome"


def certificates(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each certificate that ends, of the people who have not left."""
    text = (
        "SELECT * FROM certificate WHERE expires IS NOT NULL"
        " AND staff NOT IN (SELECT id FROM staff WHERE retired_at <= ?) ORDER BY id"
    )
    steps = last_actions_on(inputs.conn, "certificate", (_DROPPED, "certificate_renewed"), inputs.at)
    for row in inputs.rows(text, [inputs.at]):
        if row["id"] in steps and steps[row["id"]].event == _DROPPED:
            continue
        day = date.fromisoformat(row["expires"])
        yield inputs.on_day("certificate", row["id"], row["name"], day, owner=row["staff"])


def contracts(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each contract that ends without a later one; a renewed one ends on its new day."""
    text = (
        "SELECT contract.id, no, contract.customer, name, maintenance_start, maintenance_end FROM contract"
        " JOIN customer ON customer.id = contract.customer WHERE maintenance_end <= ?"
        f" AND contract.retired_at IS NULL AND NOT {FOLLOWED}"
        " ORDER BY contract.id"
    )
    changes = actions_on(inputs.conn, "contract", (_OUTCOME, "edited"), inputs.at)
    outcomes = {step.record: step for step in changes if step.event == _OUTCOME or "maintenance_end" in step.data}
    settled = {name for name, step in outcomes.items() if step.data.get("to") == "ended"}
    for row in inputs.rows(text, [inputs.last_day("contract").isoformat()]):
        if row["id"] in settled:
            continue
        day = date.fromisoformat(row["maintenance_end"])
        yield inputs.on_day("contract", row["id"], f"{row['no']}  {row['name']}", day, customer=row["customer"])


def roster_gaps(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each gap ahead without a lead engineer on call; none if there was never a roster."""
    end = inputs.at + (inputs.rules["roster_gap"].lead or 0)
    if not has_roster(inputs.conn):
        return
    spans = [(one.start, one.end) for one in covered_between(inputs.conn, inputs.at, end)]
    for begin, stop in gaps_between(inputs.at, end, spans):
        name = f"{_minute(inputs, begin)} - {_end(inputs, begin, stop) if stop < end else '...'}"
        yield inputs.until("roster_gap", _minute(inputs, begin), name, begin)


def _minute(inputs: DueInputs, at: Instant) -> str:
    from datetime import datetime

    return f"{datetime.fromtimestamp(at, inputs.zone):%Y-%m-%d %H:%M}"


def _end(inputs: DueInputs, begin: Instant, stop: Instant) -> str:
    """Return the end of a gap, without the date if that is the date of its beginning."""
    day, _space, hour = _minute(inputs, stop).partition(" ")
    return hour if _minute(inputs, begin).startswith(day) else f"{day} {hour}"


def next_calendar(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty to publish the calendar of next year, and of this one if the desk is older, until that is done."""
    calendar = inputs.working_days
    for year in (inputs.today.year, inputs.today.year + 1):
        eve = date(year - 1, 12, 31)
        if not calendar.is_complete(year) and inputs.first_day <= eve:
            yield inputs.on_day("calendar", str(year), str(year), eve)


def warranties(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each warranty that ends at a customer under maintenance, until that is noted."""
    text = (
        "SELECT asset.id, asset.name, model, warranty_end, site, customer FROM asset JOIN site ON site.id = site"
        " WHERE warranty_end <= ? AND asset.retired_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM master_action AS step"
        " WHERE noun = 'asset' AND step.id = asset.id AND event = 'warranty_noted' AND step.at <= ?"
        " AND json_extract(data, '$.warranty_end') = warranty_end) ORDER BY asset.id"
    )
    for row in inputs.rows(text, [inputs.last_day("warranty").isoformat(), inputs.at]):
        if row["customer"] in inputs.maintained:
            name = " ".join(filter(None, (row["name"], row["model"])))
            day = date.fromisoformat(row["warranty_end"])
            yield inputs.on_day("warranty", row["id"], name, day, customer=row["customer"], site=row["site"])

"""The rows of a digest as text at the time of sending, without those done meanwhile."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from deskctl.errors import NotFound
from deskctl.language.i18n import _
from deskctl.language.words.duties import DUTIES
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import one_duty
from deskctl.sla.duties import Duty
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.port import Reader


def digest_rows(conn: Reader, named: Iterable[tuple[str, str]], now: int) -> Iterator[str]:
    """Yield a line for each row, named by its kind and subject, that is still due."""
    inputs = DueInputs(conn, now, ZoneInfo(desk_zone(conn)))
    for kind, subject in named:
        try:
            duty = one_duty(inputs, kind, subject)
        except NotFound:
            continue
        names = [duty.title] if subject in duty.title else [subject, duty.title]
        yield "  ".join([_due(duty, inputs), _(DUTIES[kind]), *names]).strip()


def _due(duty: Duty, inputs: DueInputs) -> str:
    due = ""
    if duty.due_on is not None:
        due = f"{duty.due_on:%Y-%m-%d}"
    elif duty.due_at is not None:
        due = f"{datetime.fromtimestamp(duty.due_at, inputs.zone):%Y-%m-%d %H:%M}"
    return _("{due} (late)").format(due=due) if duty.late(inputs.at) else due

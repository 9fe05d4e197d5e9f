"""The names that records had at a time, so that later changes do not affect a closed month."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.language.i18n import either

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_EDITED_SINCE = """
SELECT noun, id, data FROM master_action WHERE event = 'edited' AND (at > ?1 OR recorded_at > ?1) ORDER BY seq DESC
"""


@dataclass(frozen=True, slots=True)
class PastNames:
    """The values that records had before they were edited after a time, by record and column.

    `customers` are the names that customers had then, in the current language, by id.
    """

    before: Mapping[tuple[str, str], Mapping[str, Any]]
    customers: Mapping[str | None, str]

    def of(self, kind: str, key: str | None, column: str, now: Any) -> Any:
        """Return the value that a column of a record had then; `now` is the current value."""
        if not self.before or key is None:
            return now
        return self.before.get((kind, key), {}).get(column, now)


def names_at(conn: Reader, at: Instant) -> PastNames:
    """Return the values that later edits replaced; the earliest edit after the time has the value of that time."""
    before: dict[tuple[str, str], dict[str, Any]] = {}
    for noun, key, data in conn.execute(_EDITED_SINCE, [at]):
        changes = json.loads(data).items()
        values = {name: change["from"] for name, change in changes if isinstance(change, dict) and "from" in change}
        before.setdefault((noun, key), {}).update(values)
    rows = conn.execute("SELECT id, name, name_en FROM customer")
    return PastNames(before, {key: _customer(before.get(("customer", key), {}), *names) for key, *names in rows})


def _customer(before: Mapping[str, Any], name: str, english: str | None) -> str:
    return either(before.get("name", name), before.get("name_en", english))

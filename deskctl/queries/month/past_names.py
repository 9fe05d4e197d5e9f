"""The names of records as they were at a time: later renamings do not show in a closed month."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_EDITED_SINCE = """
SELECT noun, id, data FROM master_action WHERE event = 'edited' AND (at > ?1 OR recorded_at > ?1) ORDER BY seq DESC
"""


@dataclass(frozen=True, slots=True)
class PastNames:
    """What was edited after a time: for each record the values that it had then, by column."""

    before: Mapping[tuple[str, str], Mapping[str, Any]]

    def of(self, kind: str, key: str | None, column: str, now: Any) -> Any:
        """Return what stood in a column of a record then; `now` is what stands there today."""
        if not self.before or key is None:
            return now
        return self.before.get((kind, key), {}).get(column, now)


def names_at(conn: Reader, at: Instant) -> PastNames:
    """Read what was edited after a time; the earliest edit says what stood there then."""
    before: dict[tuple[str, str], dict[str, Any]] = {}
    for noun, key, data in conn.execute(_EDITED_SINCE, [at]):
        changes = json.loads(data).items()
        values = {name: change["from"] for name, change in changes if isinstance(change, dict) and "from" in change}
        before.setdefault((noun, key), {}).update(values)
    return PastNames(before)

"""Parts of a desk that can be imported without the rest."""

import json
import re
from collections.abc import Iterable

from desk_lines import Record

_NAME = re.compile('"([A-Z][-A-Z0-9]+)"')


def related(records: Iterable[Record], *names: str) -> list[Record]:
    """Return the settings of the desk, the named records, and all that these refer to, in the order of the file."""
    by_name = {record["id"]: record for record in records}
    wanted, left = set(), ["META", *names]
    while left:
        name = left.pop()
        if name in by_name and name not in wanted:
            wanted.add(name)
            left += _NAME.findall(json.dumps(by_name[name]))
    return [record for name, record in by_name.items() if name in wanted]

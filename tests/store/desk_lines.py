"""A desk as lines of JSON: records as a file to import, and the export of a desk."""

import io
import json
from typing import Any

from deskctl.exchange.desk_export import write_desk

Record = dict[str, Any]


def stream(records: list[Record]) -> io.BytesIO:
    """Return records as the lines of a file."""
    return io.BytesIO("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode())


def written(store: str) -> bytes:
    """Return the export of a desk."""
    stream = io.BytesIO()
    write_desk(store, stream)
    return stream.getvalue()


def few_tickets(lines: list[str], count: int) -> list[str]:
    """Return the lines of a desk with some of its tickets, without the records that refer to what is gone."""
    records = {line: json.loads(line) for line in lines}
    tickets = [line for line, record in records.items() if record["type"] == "ticket"]
    left, gone = lines, {*tickets} - {*tickets[:: len(tickets) // count][:count]}
    while gone:
        left = [line for line in left if line not in gone]
        names = [f'"{records[line]["id"]}"' for line in gone]
        gone = {line for line in left if any(name in line for name in names)}
    return left

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

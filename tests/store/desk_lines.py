"""A desk as lines: records written as the lines of a file, and the export of a desk."""

import io
import json
from typing import Any

from deskctl.exchange.desk_export import write_desk

Record = dict[str, Any]


def stream(records: list[Record]) -> io.BytesIO:
    """Write records as the lines of a file."""
    return io.BytesIO("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode())


def written(store: str) -> bytes:
    """Export a desk."""
    stream = io.BytesIO()
    write_desk(store, stream)
    return stream.getvalue()

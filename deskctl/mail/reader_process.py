"""The process that parses messages within limits of memory and time: `python -m deskctl.mail.reader_process`.

Each request on standard input is eight bytes of length, a letter (`F` for the whole message, `H` for its headers only)
and the message. Each answer is eight bytes of length, the content as JSON, and the bytes of the attachments.
"""

import contextlib
import json
import struct
import sys
from typing import BinaryIO

from deskctl.mail.read_message import read_headers, read_message

MEMORY = 768 << 20  # bytes of address space
SECONDS = 6  # of processor time for one message
LENGTH = struct.Struct(">Q")


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer requests until the input ends."""
    _limit_memory()
    while len(head := source.read(LENGTH.size)) == LENGTH.size:
        mode = source.read(1)
        raw = source.read(LENGTH.unpack(head)[0])
        _limit_time()
        reading, files = read_message(raw) if mode == b"F" else (read_headers(raw, "unreadable"), [])
        facts = json.dumps(reading.as_object()).encode("ascii")
        sink.write(LENGTH.pack(len(facts)) + facts)
        sink.writelines(files)
        sink.flush()


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    """Limit the processor time of the next message."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS, hard))


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)

"""The parent of the limited process that parses messages; the process is replaced when it dies."""

import json
import os
import subprocess
import sys
from typing import IO, Any, Self

from deskctl.deadline import deadline
from deskctl.mail.parsed_message import ParsedMail
from deskctl.mail.reader_process import LENGTH

_TIMEOUT = 9.0  # seconds for one message
_CHILD = (sys.executable, "-P", "-m", "deskctl.mail.reader_process")


class Unreadable(Exception):
    """The process that read a message died or took too long."""


class Reader:
    """Reads messages in a limited process; use as a context manager, or call `close`."""

    def __init__(self, command: tuple[str, ...] = _CHILD) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Return the reader; its process starts with the first message."""
        return self

    def __exit__(self, *error: object) -> None:
        """End the process."""
        self.close()

    def read(self, raw: bytes) -> tuple[ParsedMail, list[bytes]]:
        """Return the content and attachments of a message; of an unreadable one the headers, or nothing at all."""
        for mode in (b"F", b"H"):
            try:
                return self._ask(mode, raw)
            except Unreadable:
                self.close()
        return ParsedMail(problem="unreadable"), []

    def close(self) -> None:
        """End the process, if it is running."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                _close_quietly(stream)
        process.wait()

    def _ask(self, mode: bytes, raw: bytes) -> tuple[ParsedMail, list[bytes]]:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - both are pipes
        with deadline(_TIMEOUT, process.kill):
            try:
                process.stdin.write(LENGTH.pack(len(raw)) + mode)
                process.stdin.write(raw)
                process.stdin.flush()
                facts = _facts(process.stdout)
                return facts, [_exactly(process.stdout, file.size) for file in facts.files]
            except (OSError, ValueError) as broken:
                raise Unreadable from broken

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            )
        return self._process


def _facts(source: IO[bytes]) -> ParsedMail:
    (length,) = LENGTH.unpack(_exactly(source, LENGTH.size))
    value: dict[str, Any] = json.loads(_exactly(source, length))
    return ParsedMail.from_object(value)


def _exactly(source: IO[bytes], length: int) -> bytes:
    data = source.read(length)
    if len(data) != length:
        raise Unreadable
    return data


def _close_quietly(stream: Any) -> None:
    try:
        stream.close()
    except OSError:
        return

"""Hostile mails are read or set apart in bounded time, and the next mail is read as if nothing had been."""

import time
from collections.abc import Iterator

import pytest
from hostile_mails import HOSTILE, PLAIN

from deskctl.mail.reader import Reader

PATIENCE = 100
"""Seconds: ten times what it may take, for machines that are ten times slower."""


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_is_read_or_set_apart(reader: Reader, name: str) -> None:
    """A mail that tries to stop the desk is read or quarantined in bounded time, and the next one is read."""
    raw = HOSTILE[name]()
    start = time.monotonic()
    reading, files = reader.read(raw)
    assert time.monotonic() - start < PATIENCE
    assert len(files) == len(reading.files)
    assert reading.text.encode().decode() == reading.text
    assert not any(ord(character) < 32 for character in reading.subject)
    assert reader.read(PLAIN)[0].text_new == "The printer is silent."


def test_there_are_enough() -> None:
    """The collection holds at least forty mails of different kinds."""
    assert len(HOSTILE) >= 40


def test_a_reading_process_that_hangs_is_replaced() -> None:
    """A mail whose process dies is set apart with nothing read, and the desk goes on."""
    with Reader(("/bin/false",)) as broken:
        reading, files = broken.read(PLAIN)
    assert reading.problem == "unreadable"
    assert files == []

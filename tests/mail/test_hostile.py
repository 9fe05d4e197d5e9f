"""Hostile mails are read or quarantined in bounded time, and the next mail is read normally."""

import time
from collections.abc import Iterator

import pytest
from hostile_mails import HOSTILE, PLAIN

from deskctl.mail.reader import Reader

PATIENCE = 100
"""Seconds: ten times the normal limit, for machines that are ten times slower."""


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_is_read_or_quarantined(reader: Reader, name: str) -> None:
    """A hostile mail is read or quarantined in bounded time, and the next mail is read."""
    raw = HOSTILE[name]()
    start = time.monotonic()
    reading, files = reader.read(raw)
    assert time.monotonic() - start < PATIENCE
    assert len(files) == len(reading.files)
    assert reading.text.encode().decode() == reading.text
    assert not any(ord(character) < 32 for character in reading.subject)
    assert reader.read(PLAIN)[0].text_new == "The printer is silent."


def test_collection_has_forty_mails() -> None:
    """The collection contains at least forty hostile mails."""
    assert len(HOSTILE) >= 40


def test_failed_reader_process_is_replaced() -> None:
    """A mail whose reader process ends is reported as unreadable, with nothing read."""
    with Reader(("/bin/false",)) as broken:
        reading, files = broken.read(PLAIN)
    assert reading.problem == "unreadable"
    assert files == []

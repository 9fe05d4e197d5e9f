"""Heads that are not as they should be, but whose meaning is plain."""

import pytest

from deskctl.mail.read_message import read_message


@pytest.mark.parametrize("blank", [" ", "\t", " \t "])
def test_a_folded_field_may_hold_a_line_of_blanks(blank: str) -> None:
    """Such a line is no end of the head if the field goes on behind it; else it is one."""
    reading, _files = read_message(
        f"Subject: one\r\n{blank}\r\n\ttwo\r\nFrom: a@b.example.com\r\n\r\nHello\r\n".encode()
    )
    assert (reading.subject.split(), reading.from_address) == (["one", "two"], "a@b.example.com")
    reading, _files = read_message(f"From: a@b.example.com\r\n{blank}\r\nHello\r\n".encode())
    assert reading.text.strip() == "Hello"


def test_an_address_may_stand_bare_behind_a_name() -> None:
    """Without angle brackets the last word is the address, the rest the name."""
    reading, _files = read_message(b"From: Big Bug bb@bug.example.com\r\nSubject: x\r\n\r\nHello\r\n")
    assert (reading.from_address, reading.from_name) == ("bb@bug.example.com", "Big Bug")

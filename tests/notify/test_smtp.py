"""A mail server's answer at each step decides what became of a message."""

import socket
from contextlib import closing
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from smtp_sink import Sink, running

from deskctl.notify.envelope import AttachedFile, Mail, bytes_of
from deskctl.notify.senders.outcome import Outcome, PreparedMessage
from deskctl.notify.senders.smtp import Smtp, SmtpServer

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
MAIL = Mail(
    ("服务台", "desk@firm.example.com"),
    ("何例", "p@cus.example.com"),
    "已受理",
    "您好",
    "<t-071.c1.x@firm.example.com>",
)


def sent(sink: Sink, mail: Mail = MAIL, **server: str) -> Outcome:
    sender = Smtp(SmtpServer("127.0.0.1", sink.port, "plain", sender="desk@firm.example.com", **server))
    try:
        return sender.send(PreparedMessage(mail.recipient[1], mail.subject, mail.text, bytes_of(mail, NOW)))
    finally:
        sender.close()


def test_a_mail_is_taken_and_its_receipt_kept() -> None:
    """A message that the server takes is sent, and the words of its last answer are the receipt."""
    with running(Sink()) as sink:
        outcome = sent(sink)
    assert (outcome.kind, outcome.code, outcome.words) == ("sent", "250", "2.0.0 queued as X1")
    sender, recipient, data = sink.taken[0]
    assert (sender, recipient) == ("<desk@firm.example.com>", "<p@cus.example.com>")
    read = message_from_bytes(data, policy=default)
    assert (read["subject"], read.get_content().strip()) == ("已受理", "您好")


@pytest.mark.parametrize(
    ("answers", "dies", "kind"),
    [
        ({"RCPT": "550 5.1.1 no such user"}, "", "refused"),
        ({"RCPT": "451 4.7.1 greylisted"}, "", "later"),
        ({"MAIL": "552 too big"}, "", "refused"),
        ({"MAIL": "530 5.7.0 authentication required"}, "", "stopped"),
        ({"DATA": "421 closing"}, "", "later"),
        ({"END": "552 5.3.4 too big"}, "", "refused"),
        ({"END": "451 try again"}, "", "later"),
        ({"greeting": "554 go away"}, "", "later"),
        ({}, "MAIL", "later"),
        ({}, "DATA", "later"),
        ({}, "ANSWER", "unsure"),
    ],
)
def test_each_answer_has_its_meaning(answers: dict[str, str], dies: str, kind: str) -> None:
    """An answer at any step, or the end of the line there, is sorted into what became of the message."""
    with running(Sink(answers=answers, dies=dies)) as sink:
        assert sent(sink).kind == kind


def test_the_end_of_a_message_waits_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The end of a mail is sent before its text is acknowledged; that would cost 40 ms a mail."""
    sockets = []
    connect = socket.create_connection

    def noted(*words: Any, **options: Any) -> socket.socket:
        sockets.append(connect(*words, **options))
        return sockets[-1]

    monkeypatch.setattr(socket, "create_connection", noted)
    with running(Sink()) as sink, closing(Smtp(SmtpServer("127.0.0.1", sink.port, "plain", sender="d@x"))) as sender:
        assert sender.send(PreparedMessage("p@x", "", "", bytes_of(MAIL, NOW))).kind == "sent"
        assert all(one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) for one in sockets)
    assert sockets


def test_nobody_listens() -> None:
    """A server that cannot be reached took nothing: the message goes another time."""
    with running(Sink()) as sink:
        pass
    assert sent(sink).kind == "later"


def test_a_refused_login_stops_the_way() -> None:
    """A wrong password stops the whole way out, whatever letters it holds, and is nowhere in the outcome."""
    with running(Sink(answers={"AUTH": "535 5.7.8 bad credentials"})) as sink:
        outcome = sent(sink, user="desk", password="密码ß")  # noqa: S106 - of no account
    assert outcome.kind == "stopped"
    assert sink.logins
    assert "密码" not in outcome.words


def test_a_token_is_offered_as_xoauth2() -> None:
    """An access token is used in the place of a password."""
    with running(Sink()) as sink:
        assert sent(sink, user="desk", token="T0K3N").kind == "sent"  # noqa: S106 - of no account
    assert sink.logins[0].startswith("AUTH XOAUTH2 ")


def test_a_server_without_starttls_gets_nothing() -> None:
    """A server that offers no encryption where it is demanded gets no message and no password."""
    with running(Sink()) as sink:
        sender = Smtp(SmtpServer("127.0.0.1", sink.port, "starttls", user="u", password="p", sender="d@f.example.com"))  # noqa: S106 - of no account
        assert sender.send(PreparedMessage("p@cus.example.com", "s", "t", b"x")).kind == "stopped"
        sender.close()
    assert (sink.taken, sink.logins) == ([], [])


def test_no_password_goes_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond this machine a password goes over an encrypted line only."""
    monkeypatch.setattr("deskctl.notify.senders.smtp._THIS_MACHINE", frozenset())
    with running(Sink()) as sink:
        assert sent(sink, user="desk", password="secret").kind == "stopped"  # noqa: S106 - of no account
    assert sink.logins == []


def test_dots_and_line_ends_arrive_as_written() -> None:
    """A line of one dot does not end the message."""
    mail = Mail(MAIL.sender, MAIL.recipient, "s", "one\n.\ntwo\n..three", "<x@y>")
    with running(Sink()) as sink:
        assert sent(sink, mail).kind == "sent"
    assert b"\r\n.\r\ntwo\r\n..three" in sink.taken[0][2]


HOSTILE = "x\r\nBcc: evil@outside.example.net\r\n\r\nbody\0\x1b\u2028"


def test_no_text_adds_a_header() -> None:
    """Line ends in names, subjects, ids and file names stay words within their header."""
    mail = Mail(
        (HOSTILE, "desk@firm.example.com"), (HOSTILE, "p@cus.example.com"), HOSTILE, HOSTILE, "<a@b>",
        desk_id=HOSTILE, answers=[HOSTILE, "<c@d>"], files=[AttachedFile(HOSTILE, "text/plain", b"x")],
    )  # fmt: skip
    read = message_from_bytes(bytes_of(mail, NOW), policy=default)
    assert read["bcc"] is None
    assert read["subject"] == "x Bcc: evil@outside.example.net body"
    assert [str(read[name]) for name in ("message-id", "in-reply-to")] == ["<a@b>", "<c@d>"]


def test_a_machine_says_so() -> None:
    """A message of the desk's own carries what keeps other machines from answering it; a person's does not."""
    own = message_from_bytes(bytes_of(Mail(*_parts(), desk_id="desk-1", answers=["<q@c>"]), NOW), policy=default)
    assert own["Auto-Submitted"] == "auto-replied"
    assert (own["X-Auto-Response-Suppress"], own["X-Deskctl-Loop"]) == ("All", "desk-1")
    assert "Auto-Submitted" not in message_from_bytes(bytes_of(Mail(*_parts(), machine=False), NOW))


def _parts() -> tuple[tuple[str, str], tuple[str, str], str, str, str]:
    return MAIL.sender, MAIL.recipient, MAIL.subject, MAIL.text, MAIL.message_id

"""The answers of a mail server at each step and the resulting outcome of a message."""

import base64
import socket
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from smtp_sink import Sink, running

from deskctl.notify.envelope import AttachedFile, Mail, address_for_servers, bytes_of
from deskctl.notify.senders import smtp
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


def send_to(sink: Sink, mail: Mail = MAIL, **server: str) -> Outcome:
    sender = Smtp(SmtpServer("127.0.0.1", sink.port, "plain", sender="desk@firm.example.com", **server))
    try:
        return sender.send(
            PreparedMessage(address_for_servers(mail.recipient[1]), mail.subject, mail.text, bytes_of(mail, NOW))
        )
    finally:
        sender.close()


def test_accepted_mail_has_a_receipt() -> None:
    """A message that the server accepts is sent, and its last answer is the receipt."""
    with running(Sink()) as sink:
        outcome = send_to(sink)
    assert (outcome.kind, outcome.code, outcome.words) == ("sent", "250", "2.0.0 queued as X1")
    sender, recipient, data = sink.accepted[0]
    assert (sender, recipient) == ("<desk@firm.example.com>", "<p@cus.example.com>")
    read = message_from_bytes(data, policy=default)
    assert (read["subject"], read.get_content().strip()) == ("已受理", "您好")


@pytest.mark.parametrize(
    ("answers", "disconnects_at", "kind"),
    [
        ({"RCPT": "550 5.1.1 no such user"}, "", "refused"),
        ({"RCPT": "451 4.7.1 greylisted"}, "", "later"),
        ({"MAIL": "552 too big"}, "", "refused"),
        ({"MAIL": "530 5.7.0 authentication required"}, "", "stopped"),
        ({"MAIL": "553 Mail from must equal authorized user"}, "", "stopped"),
        ({"MAIL": "550 5.7.60 not permitted to send as this sender"}, "", "stopped"),
        ({"MAIL": "450 4.2.1 too many messages"}, "", "later"),
        ({"MAIL": "550 Ip frequency limited"}, "", "later"),
        ({"RCPT": "550 Connection frequency limited, please try again later"}, "", "later"),
        ({"END": "554 5.7.1 rate limit exceeded"}, "", "later"),
        ({"RCPT": "554 5.7.1 <p@cus.example.com>: Relay access denied"}, "", "stopped"),
        ({"DATA": "421 closing"}, "", "later"),
        ({"END": "552 5.3.4 too big"}, "", "refused"),
        ({"END": "451 try again"}, "", "later"),
        ({"greeting": "554 go away"}, "", "later"),
        ({}, "MAIL", "later"),
        ({}, "DATA", "later"),
        ({}, "ANSWER", "unsure"),
    ],
)
def test_each_answer_has_an_outcome(answers: dict[str, str], disconnects_at: str, kind: str) -> None:
    """An answer at any step, or a disconnection there, decides the outcome of the message."""
    with running(Sink(answers=answers, disconnects_at=disconnects_at)) as sink:
        assert send_to(sink).kind == kind


def test_server_that_does_not_relay_for_a_login_refuses_the_recipient() -> None:
    """Without a login it relays nothing; with one the refusal is about the recipient."""
    with running(Sink(answers={"RCPT": "550 relaying denied"})) as sink:
        assert send_to(sink).kind == "stopped"
        assert send_to(sink, user="desk", password="secret").kind == "refused"  # noqa: S106 - of no account


def test_end_of_a_message_is_sent_without_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection has TCP_NODELAY, since waiting for an acknowledgement would cost 40 ms for each mail."""
    sockets = []
    connect = socket.create_connection

    def recording_connect(*words: Any, **options: Any) -> socket.socket:
        sockets.append(connect(*words, **options))
        return sockets[-1]

    monkeypatch.setattr(socket, "create_connection", recording_connect)
    with running(Sink()) as sink, closing(Smtp(SmtpServer("127.0.0.1", sink.port, "plain", sender="d@x"))) as sender:
        assert sender.send(PreparedMessage("p@x", "", "", bytes_of(MAIL, NOW))).kind == "sent"
        assert all(one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) for one in sockets)
    assert sockets


def test_unreachable_server_is_tried_later() -> None:
    """A message for a server that cannot be reached is sent later."""
    with running(Sink()) as sink:
        pass
    assert send_to(sink).kind == "later"


def test_refused_login_stops_the_channel() -> None:
    """A wrong password, also with non-ASCII letters, stops the channel and is not in the outcome."""
    with running(Sink(answers={"AUTH": "535 5.7.8 bad credentials"})) as sink:
        outcome = send_to(sink, user="desk", password="密码ß")  # noqa: S106 - of no account
    assert outcome.kind == "stopped"
    assert sink.logins
    assert "密码" not in outcome.words


def test_token_is_offered_as_xoauth2() -> None:
    """An access token is used as XOAUTH2 in place of a password."""
    with running(Sink()) as sink:
        assert send_to(sink, user="desk", token="T0K3N").kind == "sent"  # noqa: S106 - of no account
    assert sink.logins[0].startswith("AUTH XOAUTH2 ")


def test_login_by_the_mechanism_that_the_server_offers() -> None:
    """Exchange offers LOGIN without PLAIN; the password may have non-ASCII letters."""
    with running(Sink(mechanisms="NTLM LOGIN XOAUTH2")) as sink:
        assert send_to(sink, user="desk", password="密码").kind == "sent"  # noqa: S106 - of no account
    name, password = (base64.b64decode(word).decode() for word in sink.logins[0].split()[2:])
    assert (sink.logins[0].split()[:2], name, password) == (["AUTH", "LOGIN"], "desk", "密码")


def test_server_without_starttls_gets_nothing() -> None:
    """A server without the required encryption gets neither a message nor a password."""
    with running(Sink()) as sink:
        sender = Smtp(SmtpServer("127.0.0.1", sink.port, "starttls", user="u", password="p", sender="d@f.example.com"))  # noqa: S106 - of no account
        assert sender.send(PreparedMessage("p@cus.example.com", "s", "t", b"x")).kind == "stopped"
        sender.close()
    assert (sink.accepted, sink.logins) == ([], [])


def test_wrong_port_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """An encrypted line to a plain port stops the channel; both that and the opposite name the other way."""
    monkeypatch.setattr(smtp, "_SECONDS", 0.3)
    letter = PreparedMessage("p@cus.example.com", "x", "x", bytes_of(MAIL, NOW))
    with running(Sink()) as sink, socket.create_server(("127.0.0.1", 0)) as silent:
        for security, port, kind, other in (
            ("tls", sink.port, "stopped", "smtp+starttls://"),
            ("plain", silent.getsockname()[1], "later", "smtps://"),
            ("starttls", silent.getsockname()[1], "later", "smtps://"),
        ):
            with closing(Smtp(SmtpServer("127.0.0.1", port, security, sender="d@f.example.com"))) as sender:
                outcome = sender.send(letter)
            assert (outcome.kind, other in outcome.words) == (kind, True), security


def test_password_is_not_sent_unencrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond this machine a password is not sent over an unencrypted connection."""
    monkeypatch.setattr("deskctl.notify.senders.smtp._THIS_MACHINE", frozenset())
    with running(Sink()) as sink:
        assert send_to(sink, user="desk", password="secret").kind == "stopped"  # noqa: S106 - of no account
    assert sink.logins == []


def test_sender_in_chinese_stops_the_channel() -> None:
    """A server that speaks ASCII cannot be given the sender, which is a mistake in the settings."""
    with (
        running(Sink()) as sink,
        closing(Smtp(SmtpServer("127.0.0.1", sink.port, "plain", sender="服务@x.cn"))) as chinese,
    ):
        assert chinese.send(PreparedMessage("p@x.example.com", "s", "t", b"x")).kind == "stopped"


def test_dots_and_line_ends_are_kept() -> None:
    """A line with a single dot does not end the message."""
    mail = Mail(MAIL.sender, MAIL.recipient, "s", "one\n.\ntwo\n..three", "<x@y>")
    with running(Sink()) as sink:
        assert send_to(sink, mail).kind == "sent"
    assert b"\r\n.\r\ntwo\r\n..three" in sink.accepted[0][2]


HOSTILE = "x\r\nBcc: evil@outside.example.net\r\n\r\nbody\0\x1b\u2028"


def test_text_adds_no_header() -> None:
    """Line ends in names, subjects, ids and file names do not add a header."""
    mail = Mail(
        (HOSTILE, "desk@firm.example.com"), (HOSTILE, "p@cus.example.com"), HOSTILE, HOSTILE, "<a@b>",
        desk_id=HOSTILE, answers=[HOSTILE, "<c@d>"], files=[AttachedFile(HOSTILE, "text/plain", b"x")],
    )  # fmt: skip
    read = message_from_bytes(bytes_of(mail, NOW), policy=default)
    assert read["bcc"] is None
    assert read["subject"] == "x Bcc: evil@outside.example.net body"
    assert [str(read[name]) for name in ("message-id", "in-reply-to")] == ["<a@b>", "<c@d>"]


def test_long_message_ids_stay_whole() -> None:
    """The ids of Exchange Online are longer than a folded line and still name the thread."""
    ids = [f"<{number}{'A' * 38}@DM6PR04MB4234.namprd04.prod.outlook.com>" for number in range(3)]
    raw = bytes_of(Mail(*_parts(), answers=ids), NOW)
    assert f"\r\nIn-Reply-To: {ids[2]}\r\n".encode() in raw
    assert f"\r\nReferences: {ids[0]}\r\n {ids[1]}\r\n {ids[2]}\r\n".encode() in raw


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("foo..bar@docomo.example.com", "foo..bar@docomo.example.com"),
        ("a@公司.example.com", "a@xn--55qx5d.example.com"),
    ],
)
def test_unusual_address_is_written_as_servers_read_it(address: str, written: str) -> None:
    """A name that the standard does not allow is written as it is, and a Chinese domain in its form for servers."""
    mail = replace(MAIL, recipient=("何例", address))
    with running(Sink()) as sink:
        assert send_to(sink, mail).kind == "sent"
    _sender, recipient, data = sink.accepted[0]
    assert recipient == f"<{written}>"
    assert f"<{written}>".encode() in data


def test_automatic_mail_is_marked() -> None:
    """An automatic message has the headers that prevent automatic answers, and a person's message has not."""
    own = message_from_bytes(bytes_of(Mail(*_parts(), desk_id="desk-1", answers=["<q@c>"]), NOW), policy=default)
    assert own["Auto-Submitted"] == "auto-replied"
    assert (own["X-Auto-Response-Suppress"], own["X-Deskctl-Loop"]) == ("All", "desk-1")
    assert "Auto-Submitted" not in message_from_bytes(bytes_of(Mail(*_parts(), machine=False), NOW))


def _parts() -> tuple[tuple[str, str], tuple[str, str], str, str, str]:
    return MAIL.sender, MAIL.recipient, MAIL.subject, MAIL.text, MAIL.message_id

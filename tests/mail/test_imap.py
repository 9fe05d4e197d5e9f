"""Mails are fetched from a real IMAP server: each one once and whole, and it is marked there only afterwards."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from typing import Any

import pytest
from demo_lookups import CORPUS
from dovecot import PASSWORD, USER, Dovecot, dovecot

pytest.importorskip("imapclient", reason="NOT TESTED: the extra `mail` is not installed")

from imapclient import IMAPClient

from deskctl.mail.imap import connection
from deskctl.mail.imap.account import Account, BadAddress, server_of
from deskctl.mail.imap.connection import Login, MailboxDown, connect
from deskctl.mail.imap.idle_wait import wait_for_mail
from deskctl.mail.imap.mailbox import EVERYTHING, ServerMessage, fetch_new, has_grown

RAW = sorted(CORPUS.glob("m0*.eml"))


class Memory:
    """Storage of fetched mails in memory."""

    def __init__(self) -> None:
        self.seen: dict[tuple[int, int], ServerMessage | None] = {}
        self.begun = False

    def beginning(self, _uidvalidity: int) -> datetime | None:
        return None if self.begun else EVERYTHING

    def begin(self, uidvalidity: int, uids: list[int]) -> None:
        self.seen |= {(uidvalidity, uid): None for uid in uids}
        self.begun = True

    def unknown(self, uidvalidity: int, uids: list[int]) -> list[int]:
        return [uid for uid in uids if (uidvalidity, uid) not in self.seen]

    def keep(self, arrived: ServerMessage) -> None:
        self.seen[arrived.uidvalidity, arrived.uid] = arrived

    @property
    def raws(self) -> list[bytes]:
        return [arrived.raw for arrived in self.seen.values() if arrived is not None]


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as server:
        yield server


def account(server: Dovecot, **more: Any) -> Account:
    return Account(
        **{"name": "t", "host": "localhost", "port": server.port, "security": "imap", "user": USER, "since": "all"}
        | more
    )


def put(server: Dovecot, raws: list[bytes], folder: str = "INBOX") -> None:
    with closing_client(server) as client:
        for raw in raws:
            client.append(folder, raw)


class closing_client:  # noqa: N801 - a context manager
    """A client of the test itself."""

    def __init__(self, server: Dovecot) -> None:
        self.client = connect(account(server), Login(PASSWORD))

    def __enter__(self) -> Any:
        return self.client

    def __exit__(self, *error: object) -> None:
        self.client.logout()


def fetched(server: Dovecot, storage: Memory, **more: Any) -> int:
    place = account(server, **more)
    client = connect(place, Login(PASSWORD))
    with closing(_Ending(client)):
        return fetch_new(client, place, storage).new


class _Ending:
    def __init__(self, client: Any) -> None:
        self.close = client.logout


@pytest.fixture(autouse=True)
def _empty(server: Dovecot) -> None:
    with closing_client(server) as client:
        client.select_folder("INBOX")
        if uids := client.search("ALL"):
            client.delete_messages(uids)
            client.expunge()


def test_each_mail_is_fetched_once_and_whole(server: Dovecot) -> None:
    """Mails are fetched in order with the same bytes, and a second round fetches nothing."""
    raws = [path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") for path in RAW]
    put(server, raws)
    storage = Memory()
    assert fetched(server, storage) == len(raws)
    assert storage.raws == raws
    assert fetched(server, storage) == 0


def test_stored_mail_is_moved_to_its_folder(server: Dovecot) -> None:
    """A stored mail is moved to the folder of handled mails and not deleted."""
    put(server, [b"Subject: one\r\n\r\nx"])
    assert fetched(server, Memory(), handled="deskctl/handled") == 1
    with closing_client(server) as client:
        assert client.select_folder("deskctl.handled")[b"EXISTS"] >= 1
        assert client.select_folder("INBOX")[b"EXISTS"] == 0


def test_earlier_mails_are_left_alone(server: Dovecot) -> None:
    """An account that begins now ignores earlier mails and fetches later ones."""
    put(server, [b"Subject: old\r\n\r\nx"])
    storage = Memory()
    assert fetched(server, storage, since="now") == 0
    put(server, [b"Subject: new\r\n\r\nx"])
    assert fetched(server, storage, since="now") == 1


def test_mail_beyond_the_limit_keeps_its_beginning(server: Dovecot) -> None:
    """Of a mail that is too large only the first megabyte is fetched, and it stays on the server."""
    put(server, [b"Subject: big\r\n\r\n" + b"x" * 5_000_000])
    storage = Memory()
    fetched(server, storage, largest=1_000_000)
    (arrived,) = [one for one in storage.seen.values() if one]
    assert arrived.too_big
    assert arrived.raw.startswith(b"Subject: big")
    assert len(arrived.raw) == 1 << 20
    whole = Memory()
    fetched(server, whole)
    assert len(whole.raws[0]) == 5_000_016


def test_message_that_the_server_refuses_hides_no_other(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the server cannot read one message, those behind it are fetched, and the reason is reported."""
    put(server, [b"Subject: broken\r\n\r\nx", b"Subject: whole\r\n\r\nx"])
    usual, storage = IMAPClient.fetch, Memory()

    def fetch(client: IMAPClient, uids: list[int], names: list[str]) -> Any:
        if uids == uids_of_all[:1]:
            raise IMAPClient.Error("[SERVERBUG] cannot read the message")
        return usual(client, uids, names)

    with closing_client(server) as client:
        client.select_folder("INBOX")
        uids_of_all = client.search("ALL")
        monkeypatch.setattr(IMAPClient, "fetch", fetch)
        done = fetch_new(client, account(server), storage)
    assert (done.new, storage.raws) == (1, [b"Subject: whole\r\n\r\nx"])
    assert "SERVERBUG" in done.problem


def test_tls_certificate_is_verified(server: Dovecot) -> None:
    """A certificate from an unknown authority is refused, and the firm's own authority can be configured."""
    tls = {"port": server.tls_port, "security": "imaps"}
    with pytest.raises(MailboxDown) as unknown:
        connect(account(server, **tls), Login(PASSWORD))
    assert unknown.value.refused
    connect(account(server, ca=server.ca, **tls), Login(PASSWORD)).logout()


def test_wrong_port_is_named(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    """An encrypted line to a plain port, and a plain line to an encrypted port, lead to the other way to write it."""
    monkeypatch.setattr(connection, "_CONNECT", 0.5)
    for security, port, other in (
        ("imaps", server.port, "imap+starttls://"),
        ("imap", server.tls_port, "imaps://"),
        ("imap+starttls", server.tls_port, "imaps://"),
    ):
        with pytest.raises(MailboxDown) as wrong:
            connect(account(server, security=security, port=port, ca=server.ca), Login(PASSWORD))
        assert other in wrong.value.reason, security
        assert wrong.value.refused == (security == "imaps")


def test_password_needs_encryption(server: Dovecot) -> None:
    """Beyond this machine a mailbox is opened over an encrypted connection only."""
    with pytest.raises(MailboxDown) as refused:
        connect(account(server, host="imap.example.com"), Login(PASSWORD))
    assert refused.value.refused


def test_wrong_password_is_refused(server: Dovecot) -> None:
    """A wrong password is reported as refused, and the message does not contain it."""
    with pytest.raises(MailboxDown) as refused:
        connect(account(server), Login("falsch-密码"))
    assert refused.value.refused
    assert "falsch" not in str(refused.value)


def test_stopped_server_is_a_temporary_failure(server: Dovecot) -> None:
    """A stopped server is a temporary failure, and after its restart the next round fetches the waiting mail."""
    storage = Memory()
    put(server, [b"Subject: before\r\n\r\nx"])
    server.stop()
    with pytest.raises(MailboxDown) as away:
        fetched(server, storage)
    assert not away.value.refused
    server.start()
    assert fetched(server, storage) == 1


@pytest.mark.parametrize("address", ["imap.example.com", "imaps://user:secret@imap.example.com", "imaps://u@host:port"])
def test_invalid_mailbox_address_is_refused(address: str) -> None:
    """An address without a scheme, with a password or with an invalid port is refused."""
    with pytest.raises(BadAddress):
        server_of(address)


def test_user_name_may_contain_an_at_sign() -> None:
    """The user name in an address may be a mail address."""
    assert server_of("imaps://service@firm.example.com@imap.example.com:993") == (
        "imaps", "service@firm.example.com", "imap.example.com", 993,
    )  # fmt: skip


class _Interrupted(Memory):
    """Storage during whose use a mail arrives and is announced."""

    def __init__(self, server: Dovecot, client: Any) -> None:
        super().__init__()
        self.arrive = lambda: (put(server, [b"Subject: late\r\n\r\nx\r\n"]), client.noop())

    def unknown(self, uidvalidity: int, uids: list[int]) -> list[int]:
        self.arrive()
        return super().unknown(uidvalidity, uids)


def test_mail_that_arrives_during_a_round_is_noticed(server: Dovecot) -> None:
    """A mail that the server announced during a round is noticed before the worker waits for new mail."""
    place = account(server)
    client = connect(place, Login(PASSWORD))
    with closing(_Ending(client)):
        storage = _Interrupted(server, client)
        first = fetch_new(client, place, storage)
        assert first.new == 0
        assert has_grown(client, place, first)
        storage.arrive = lambda: ((), ())
        assert has_grown(client, place, fetch_new(client, place, storage))
        quiet = fetch_new(client, place, storage)
        assert not has_grown(client, place, quiet)


class _PacketServer(socketserver.StreamRequestHandler):
    """A server that reports a new message in one packet with its answer to IDLE."""

    def handle(self) -> None:
        self.wfile.write(b"* OK [CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN SASL-IR] ready\r\n")
        tag = b""
        for line in self.rfile:
            word, _, command = line.strip().partition(b" ")
            if command == b"IDLE":
                tag = word
                self.wfile.write(b"+ idling\r\n* 2 EXISTS\r\n")
            elif command == b"CAPABILITY":
                self.wfile.write(b"* CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN\r\n" + word + b" OK done\r\n")
            else:
                self.wfile.write((tag if word == b"DONE" else word) + b" OK done\r\n")


def test_message_reported_with_the_answer_to_idle_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message that is reported with the answer to IDLE is in the library's buffer and ends the first wait early."""
    monkeypatch.setattr("deskctl.mail.imap.idle_wait._FIRST", 0.1)
    listener = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _PacketServer)
    listener.daemon_threads = True
    threading.Thread(target=listener.serve_forever, args=(0.01,), daemon=True).start()
    client = IMAPClient("127.0.0.1", port=listener.server_address[1], ssl=False)
    end = time.monotonic() + 0.15
    try:
        assert wait_for_mail(client, lambda: time.monotonic() > end)
    finally:
        client.shutdown()
        listener.shutdown()

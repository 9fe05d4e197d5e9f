"""Mailboxes and outgoing servers that require an access token: from a command, or from Microsoft 365."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pytest
from smtp_sink import Sink, running

from deskctl.config import access_tokens
from deskctl.config.messages import MessageSettings, message_settings
from deskctl.desk.outbox import SMTP
from deskctl.mail.imap.connection import MailboxDown
from deskctl.notify.channels import Channels
from deskctl.notify.senders.outcome import Outcome, PreparedMessage
from deskctl.serve.accounts import login_of

APPLICATION = 'oauth = "microsoft"\ntenant = "firm"\nclient = "app"\npassword_file = "secret"\n'


@dataclass
class TokenServer:
    """A service that issues a token, or answers with a status; it keeps the requests."""

    status: int = 200
    body: bytes = b'{"access_token": "abc"}'
    requests: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenServer]:
    """Run a service in place of that of Microsoft."""
    issuer = TokenServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            issuer.requests.append((self.path, fields))
            self.send_response(issuer.status)
            self.end_headers()
            self.wfile.write(issuer.body)

        def log_message(self, *_args: object) -> None:
            """Suppress the log."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        monkeypatch.setattr(access_tokens, "MICROSOFT", f"http://127.0.0.1:{server.server_port}/{{tenant}}/token")
        yield issuer
        server.shutdown()


def settings_with(folder: Path, monkeypatch: pytest.MonkeyPatch, port: int, login: str) -> MessageSettings:
    """Write settings with the same login for a mailbox and the outgoing server."""
    file = folder / "settings.toml"
    (folder / "secret").write_text("S3CRET", encoding="utf-8")
    out = f'[mail.out]\nsmtp = "smtp://d@127.0.0.1:{port}"\nfrom = "d@f.example.com"\n{login}\n'
    file.write_text(f'{out}[mail.account.a]\nimap = "imaps://d@127.0.0.1"\n{login}\n', encoding="utf-8")
    monkeypatch.setenv("DESKCTL_CONFIG", str(file))
    return message_settings()


def sent(settings: MessageSettings) -> Outcome:
    channels = Channels(settings)
    outcome = channels.send(SMTP, PreparedMessage("p@cus.example.com", "s", "t", b"x"))
    channels.close()
    return outcome


def test_mail_is_sent_with_a_token_of_microsoft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, service: TokenServer
) -> None:
    """The outgoing server gets the token of an application, as a mailbox does, and never the application's secret."""
    with running(Sink()) as sink:
        settings = settings_with(tmp_path, monkeypatch, sink.port, APPLICATION)
        assert sent(settings).kind == "sent"
    words = base64.b64decode(sink.logins[0].rpartition(" ")[2]).decode()
    assert words == "user=d\x01auth=Bearer abc\x01\x01"
    assert login_of(settings.accounts["a"]).token == "abc"  # noqa: S105 - of no account
    for path, fields in service.requests:
        assert (path, fields["scope"]) == ("/firm/token", ["https://outlook.office365.com/.default"])
        assert (fields["grant_type"], fields["client_id"]) == (["client_credentials"], ["app"])


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [(401, b"{}", "stopped"), (503, b"", "later"), (200, b"{}", "stopped"), (200, b"<html>", "stopped")],
)
def test_service_without_a_token_decides_the_outcome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, service: TokenServer, status: int, body: bytes, kind: str
) -> None:
    """A service that is down is asked again later; one that refuses stops the channel and the mailbox."""
    service.status, service.body = status, body
    settings = settings_with(tmp_path, monkeypatch, 9, APPLICATION)
    outcome = sent(settings)
    assert outcome.kind == kind
    with pytest.raises(MailboxDown) as down:
        login_of(settings.accounts["a"])
    assert down.value.refused == (kind == "stopped")
    assert "S3CRET" not in f"{outcome}{down.value}"


@pytest.mark.parametrize("command", ["false", "true", "/nonexistent/token"])
def test_command_without_a_token_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """A command that fails, prints nothing or does not exist is named, and no other login is tried."""
    with running(Sink()) as sink:
        settings = settings_with(tmp_path, monkeypatch, sink.port, f'oauth_command = "{command}"')
        outcome = sent(settings)
    assert (outcome.kind, "oauth_command" in outcome.words, sink.logins) == ("stopped", True, [])
    with pytest.raises(MailboxDown, match="oauth_command"):
        login_of(settings.accounts["a"])

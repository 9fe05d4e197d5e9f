"""Mail by Microsoft: the line that Outlook appends to a message, and the token for a mailbox of Microsoft 365."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest

from deskctl.mail.imap.oauth import token_of_microsoft
from deskctl.mail.text.new_text import new_text


@pytest.mark.parametrize("line", ["Get Outlook for iOS", "Sent from Outlook for Android", "获取 Outlook for iOS"])
def test_outlook_line_is_not_part_of_the_message(line: str) -> None:
    """The new text of a message ends before the line that Outlook appends."""
    assert new_text(f"The printer is silent.\n\n{line}") == "The printer is silent."


@contextmanager
def token_server(requests: list[dict[str, list[str]]]) -> Iterator[str]:
    """Answer each request with a token, and collect the fields of the requests."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            requests.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"access_token": "abc"}')

        def log_message(self, *_args: object) -> None:
            """Suppress the log."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{{tenant}}/token"
        server.shutdown()


def test_microsoft_token_is_requested_for_outlook() -> None:
    """An application requests the scope of Outlook, since Microsoft refuses any other for IMAP."""
    requests: list[dict[str, list[str]]] = []
    with token_server(requests) as address:
        assert token_of_microsoft("firm", "app", "secret", address) == "abc"
    assert requests[0]["scope"] == ["https://outlook.office365.com/.default"]
    assert requests[0]["grant_type"] == ["client_credentials"]

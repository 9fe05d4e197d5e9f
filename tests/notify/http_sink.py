"""A web server for tests that gives one answer and keeps the requests."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Peer:
    """The answer of the server and the requests; a status of 0 closes the connection without an answer."""

    status: int = 200
    body: str = ""
    address: str = ""
    got: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


@contextmanager
def answering(status: int, body: str) -> Iterator[Peer]:
    """Run a server until the end of the block."""
    peer = Peer(status, body)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            peer.paths.append(self.path)
            peer.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            if not peer.status:
                return
            self.send_response(peer.status)
            if peer.status in range(300, 400):
                self.send_header("Location", "http://outside.example.net/")
            self.end_headers()
            self.wfile.write(peer.body.encode())

        def log_message(self, *words: object) -> None:
            """Suppress the log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    peer.address = f"http://127.0.0.1:{server.server_address[1]}/hook?key=SECRET"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield peer
    finally:
        server.shutdown()
        server.server_close()

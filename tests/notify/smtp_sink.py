"""A mail server for tests: it keeps what it takes, and answers or falls silent as a test says."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Sink:
    """The mails taken; `answers` are said in the place of the usual ones, `dies` names the step at which the line ends."""  # noqa: E501

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    dies: str = ""
    taken: list[tuple[str, str, bytes]] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    connections: int = 0


@contextmanager
def running(sink: Sink) -> Iterator[Sink]:
    """Run a sink until the end of the block."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            sink.connections += 1
            _converse(self, sink)

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    sink.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield sink
    finally:
        server.shutdown()
        server.server_close()


def _converse(handler: socketserver.StreamRequestHandler, sink: Sink) -> None:
    def say(step: str, usual: str) -> None:
        handler.wfile.write((sink.answers.get(step, usual) + "\r\n").encode())

    sender = recipient = ""
    say("greeting", "220 sink")
    while line := handler.rfile.readline():
        words = line.decode("latin-1").strip()
        verb = words.upper().split(" ")[0]
        if verb == sink.dies:
            return
        if verb == "AUTH":
            sink.logins.append(words)
        sender = words[10:] if verb == "MAIL" else sender
        recipient = words[8:] if verb == "RCPT" else recipient
        if verb == "DATA" and "DATA" not in sink.answers:
            handler.wfile.write(b"354 go on\r\n")
            sink.taken.append((sender, recipient, b"".join(iter(handler.rfile.readline, b".\r\n"))))
            if sink.dies == "ANSWER":
                return
            say("END", "250 2.0.0 queued as X1")
        else:
            say(verb, _USUAL.get(verb, "250 ok"))


_USUAL = {"EHLO": "250-sink\r\n250-AUTH PLAIN XOAUTH2\r\n250 SIZE 30000000", "AUTH": "235 2.7.0 accepted"}

"""A mail server for tests (aiosmtpd in a thread): it keeps the mails and answers or disconnects as a test requires."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

_TAKEN = "250 2.0.0 queued as X1"


@dataclass
class Sink:
    """The accepted mails; `answers` replace the usual ones, `refused` are logins.

    `disconnects_at` names a step that ends the connection.

    The steps are greeting, AUTH, MAIL, RCPT, DATA, END (after the message), and ANSWER to disconnect after the message.
    """

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    disconnects_at: str = ""
    accepted: list[tuple[str, str, bytes]] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    mechanisms: str = "PLAIN XOAUTH2"


@contextmanager
def running(sink: Sink) -> Iterator[Sink]:
    """Run a sink until the end of the block."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(lambda: _Server(sink, loop), "127.0.0.1", 0))
    sink.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield sink
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()


class _Server(SMTP):
    """A conversation with the answers of the sink."""

    def __init__(self, sink: Sink, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(_Handler(sink), hostname="sink", loop=loop)
        self._sink = sink

    async def push(self, status: str | bytes) -> None:
        """Send an answer; the first one is the greeting."""
        text = status.decode() if isinstance(status, bytes) else status
        await super().push(self._sink.answers.get("greeting", text) if text.startswith("220 ") else text)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802 - the name of the library
        """Keep a login and accept everybody, except the logins that a test refuses."""
        if arg == "LOGIN":
            arg = " ".join([arg, await self._answer_to("VXNlcm5hbWU6"), await self._answer_to("UGFzc3dvcmQ6")])
        login = f"AUTH {arg}"
        self._sink.logins.append(login)
        usual = "535 5.7.8 refused" if login in self._sink.refused else "235 2.7.0 accepted"
        await self.push(self._sink.answers.get("AUTH", usual))

    async def _answer_to(self, question: str) -> str:
        await self.push(f"334 {question}")
        return (await self._reader.readline()).decode().strip()

    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802 - the name of the library
        """Begin a message, or answer as set."""
        await self._usual_or_set("MAIL", super().smtp_MAIL(arg))

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - the name of the library
        """Receive a message, or answer as set."""
        await self._usual_or_set("DATA", super().smtp_DATA(arg))

    async def _usual_or_set(self, step: str, usual: Any) -> None:
        if self._sink.disconnects_at != step and step not in self._sink.answers:
            await usual
            return
        usual.close()
        if self._sink.disconnects_at == step:
            self.transport.abort()
        else:
            await self.push(self._sink.answers[step])


class _Handler:
    """The handling of a message."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    async def handle_EHLO(  # noqa: N802 - the name of the library
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Offer logins."""
        session.host_name = hostname
        return [*responses[:-1], f"250-AUTH {self._sink.mechanisms}", responses[-1]]

    async def handle_RCPT(  # noqa: N802 - the name of the library
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Accept a recipient."""
        envelope.rcpt_tos.append(address)
        return self._sink.answers.get("RCPT", "250 ok")

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library
        """Keep a message, then answer or disconnect."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        self._sink.accepted.append((f"<{envelope.mail_from}>", f"<{envelope.rcpt_tos[-1]}>", content))
        if self._sink.disconnects_at == "ANSWER":
            server.transport.abort()
        return self._sink.answers.get("END", _TAKEN)

"""The outgoing channels by their names in the settings; each is opened for its first message."""

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from deskctl.config.access_tokens import NoToken, access_token
from deskctl.config.commands import words_of
from deskctl.config.messages import MessageSettings, certificate_of, secret_in
from deskctl.desk.outbox import SMTP
from deskctl.errors import BadData, DeskError
from deskctl.language.i18n import N_
from deskctl.notify.senders.command import Command
from deskctl.notify.senders.dingtalk import DingTalk
from deskctl.notify.senders.feishu import Feishu
from deskctl.notify.senders.outcome import LATER, STOPPED, Outcome, PreparedMessage, Sender
from deskctl.notify.senders.smtp import Smtp, SmtpServer
from deskctl.notify.senders.webhook import Webhook
from deskctl.notify.senders.wecom import WeCom
from deskctl.operations.framework.values import missing

_ROBOTS: Mapping[str, type[WeCom | DingTalk | Feishu | Webhook]] = {
    "wecom": WeCom,
    "dingtalk": DingTalk,
    "feishu": Feishu,
    "webhook": Webhook,
}
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_SECURITY = {"smtp": "plain", "smtp+starttls": "starttls", "smtps": "tls"}


_PAUSES = (60.0, 300.0, 900.0, 3_600.0)
"""Seconds until a stopped channel is tried again, growing since servers lock accounts that connect too often."""


class Channels:
    """The outgoing channels of a desk; a stopped channel is paused, longer each time."""

    def __init__(self, settings: MessageSettings) -> None:
        self._settings = settings
        self._senders: dict[str, Sender] = {}
        self._stops: dict[str, int] = {}
        self._closed_until: dict[str, float] = {}
        self.stopped: dict[str, Outcome] = {}

    def reopen(self, now: float) -> None:
        """Reopen the channels whose pause is over; `now` is in seconds of a monotonic clock."""
        for channel in [name for name in self.stopped if now >= self._closed_until.get(name, 0.0)]:
            del self.stopped[channel]

    def send(self, channel: str, letter: PreparedMessage) -> Outcome:
        """Send a message through a channel and return the outcome."""
        if channel in self.stopped:
            return self.stopped[channel]
        was_open = channel in self._senders
        outcome = self._attempt(channel, letter)
        if outcome.kind == STOPPED and was_open:  # a token expires, and a password is changed
            outcome = self._attempt(channel, letter)
        if outcome.kind == STOPPED:
            self._stop(channel, outcome)
        else:
            self._stops.pop(channel, None)
        return outcome

    def _attempt(self, channel: str, letter: PreparedMessage) -> Outcome:
        """Send a message; a channel that has stopped is opened again with its current password, token or address."""
        try:
            sender = self._senders.get(channel) or self._opened(channel)
        except DeskError as error:
            return Outcome.of(STOPPED, "settings", error)
        except NoToken as none:
            return Outcome.of(STOPPED if none.refused else LATER, "token", none.reason)
        self._senders[channel] = sender
        outcome = sender.send(letter)
        if outcome.kind == STOPPED:
            self._senders.pop(channel).close()
        return outcome

    def _stop(self, channel: str, outcome: Outcome) -> None:
        stops = self._stops.get(channel, 0)
        self._stops[channel] = stops + 1
        self._closed_until[channel] = time.monotonic() + _PAUSES[min(stops, len(_PAUSES) - 1)]
        self.stopped[channel] = outcome

    def close(self) -> None:
        """End all connections."""
        for sender in self._senders.values():
            sender.close()
        self._senders.clear()

    def _opened(self, channel: str) -> Sender:
        if channel == SMTP:
            return Smtp(replace(server_of(self._settings), token=access_token(self._settings.out)))
        return sender_of(self._settings, channel)


def sender_of(settings: MessageSettings, channel: str) -> Sender:
    """Return the sender of a chat channel of the settings, unconnected; raises `BadData`."""
    options = settings.channels.get(channel)
    if options is None:
        raise BadData(N_("There is no channel {name} in the settings."), name=channel)
    kind = _required(options, "kind", channel)
    if kind == "command":
        return Command(tuple(words_of(_required(options, "command", channel))))
    robot = _ROBOTS.get(kind)
    if robot is None:
        raise BadData(N_("Unknown kind of channel: {kind}."), kind=kind)
    secret = secret_in(str(options["secret_file"])) if "secret_file" in options else ""
    return robot(secret_in(str(_required(options, "url_file", channel))), secret)


def _required(options: Mapping[str, Any], name: str, channel: str) -> Any:
    if not options.get(name):
        raise missing(f"channel.{channel}.{name}")
    return options[name]


def server_of(settings: MessageSettings) -> SmtpServer:
    """Return the mail server of the settings, without a token, which is requested when it is used; raises `BadData`."""
    address = str(settings.out.get("smtp", ""))
    scheme, mark, location = address.partition("://")
    user, _, place = location.rstrip("/").rpartition("@")
    host, _, port = place.partition(":")
    if not mark or scheme not in _SECURITY or not host or (not port.isdecimal() and port):
        raise BadData(
            N_("{address!r} is not an outgoing mail server: write {example}."),
            address=scheme,
            example="smtps://USER@HOST:465",
        )
    return SmtpServer(
        host=host,
        port=int(port) if port else _PORTS[scheme],
        security=_SECURITY[scheme],
        user=user,
        password=secret_in(str(settings.out["password_file"])) if "password_file" in settings.out else "",
        ca=certificate_of(settings.out, "mail.out"),
        sender=settings.sender[1],
    )

"""A stopped channel is retried after growing pauses, and the console names it."""

import time
from pathlib import Path
from typing import Any

import pytest
from smtp_sink import Sink, running

from deskctl import clock
from deskctl.config.messages import message_settings
from deskctl.desk.outbox import SMTP
from deskctl.desk.worker_state import WorkerState, mail_outage, worker_lock, write_state
from deskctl.notify.channels import Channels
from deskctl.notify.senders.outcome import SENT, STOPPED, PreparedMessage

LETTER = PreparedMessage("EN1", "s", "t")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    file = tmp_path / "settings.toml"
    file.write_text('[channel.oncall]\nkind = "wecom"\nurl_file = "nowhere"\n', encoding="utf-8")
    monkeypatch.setenv("DESKCTL_CONFIG", str(file))
    return message_settings()


def test_stopped_channel_waits_longer_each_time(settings: Any) -> None:
    """A stopped channel is retried after 1, 5, 15 and then every 60 minutes."""
    channels, waits = Channels(settings), []
    for _ in range(5):
        channels.send("oncall", LETTER)
        assert list(channels.stopped) == ["oncall"]
        started = time.monotonic()
        waits.append(next(minutes for minutes in range(100) if _opens(channels, started + minutes * 60 + 1)))
    assert waits == [1, 5, 15, 60, 60]


def _opens(channels: Channels, at: float) -> bool:
    channels.reopen(at)
    return not channels.stopped


def test_secret_that_was_changed_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password that was corrected, and a token that has expired, are read again without a restart of the worker."""
    secret, file = tmp_path / "secret", tmp_path / "settings.toml"
    monkeypatch.setenv("DESKCTL_CONFIG", str(file))
    for option in ('password_file = "secret"', f'oauth_command = ["cat", "{secret}"]'):
        with running(Sink()) as sink:
            out = f'[mail.out]\nsmtp = "smtp://d@127.0.0.1:{sink.port}"\nfrom = "d@f.example.com"\n{option}\n'
            file.write_text(out, encoding="utf-8")
            channels, letter = Channels(message_settings()), PreparedMessage("p@cus.example.com", "s", "t", b"x")
            secret.write_text("first", encoding="utf-8")
            assert channels.send(SMTP, letter).kind == SENT
            _refuse_login(sink, channels)
            assert channels.send(SMTP, letter).kind == STOPPED
            channels.reopen(float("inf"))
            secret.write_text("second", encoding="utf-8")
            assert channels.send(SMTP, letter).kind == SENT
            _refuse_login(sink, channels)
            secret.write_text("third", encoding="utf-8")
            assert channels.send(SMTP, letter).kind == SENT
            channels.close()


def _refuse_login(sink: Sink, channels: Channels) -> None:
    """End the connection, and refuse what it was opened with from now on."""
    sink.answers = {"RCPT": "451 later"}
    channels.send(SMTP, PreparedMessage("p@cus.example.com", "s", "t", b"x"))
    sink.answers, sink.refused = {}, {*sink.logins}


@pytest.mark.usefixtures("settings")
def test_console_names_what_has_stopped(tmp_path: Path) -> None:
    """Without a worker no outage is named, and with one the channels and mail accounts that do not work."""
    store = str(tmp_path / "desk.db")
    assert mail_outage(store, clock.now()) == ""
    with worker_lock(store) as file:
        state = WorkerState("host", 1, beat=clock.now().isoformat())
        write_state(file, state)
        assert mail_outage(store, clock.now()) is None
        state.channels, state.accounts = {"oncall": "refused"}, {"service": {"error": "login"}, "other": {"error": ""}}
        write_state(file, state)
        assert mail_outage(store, clock.now()) == "oncall, service"

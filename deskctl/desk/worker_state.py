"""The file beside the store that the only worker locks and in which it writes its state."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from deskctl.config.messages import message_settings
from deskctl.config.places import made_place_beside, place_beside
from deskctl.config.store_address import redacted
from deskctl.errors import Refused, Unreachable
from deskctl.language.i18n import N_
from deskctl.private_files import open_private
from deskctl.store.sqlite.writing.locks import try_whole

SUFFIX = "-serve"
STALE = 180
"""The seconds without a heartbeat after which a worker counts as ended."""


@dataclass(slots=True)
class WorkerState:
    """The state of a worker, with the last success and error of each account and channel.

    `differing` contains the tickets whose derived rows it corrected last night.
    """

    host: str = ""
    pid: int = 0
    started: str = ""
    beat: str = ""
    sent: int = 0
    received: int = 0
    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    differing: list[str] = field(default_factory=list)

    def is_alive(self, now: datetime) -> bool:
        """Return whether the worker had a heartbeat recently."""
        return bool(self.beat) and (now - datetime.fromisoformat(self.beat)).total_seconds() <= STALE

    def in_zone(self, zone: tzinfo) -> "WorkerState":
        """Return the state with its times in a zone."""
        accounts = {
            name: {**one, "ok": _in_zone(str(one.get("ok") or ""), zone)} for name, one in self.accounts.items()
        }
        return replace(self, started=_in_zone(self.started, zone), beat=_in_zone(self.beat, zone), accounts=accounts)


def _in_zone(text: str, zone: tzinfo) -> str:
    return datetime.fromisoformat(text).astimezone(zone).isoformat() if text else text


@contextmanager
def worker_lock(store: str) -> Iterator[int]:
    """Lock the file of a store as its only worker; raises `Refused` if another worker holds it."""
    file = open_private(made_place_beside(store) + SUFFIX, os.O_RDWR | os.O_CREAT)
    try:
        if not try_whole(file):
            raise Refused(
                N_("Another worker serves the store {path}."),
                path=redacted(store),
                code="served",
                hint="deskctl serve status",
            )
        yield file
    finally:
        os.close(file)


def write_state(file: int, state: WorkerState) -> None:
    """Write the state of the worker, so that readers see either the old or the new one."""
    text = json.dumps(asdict(state), ensure_ascii=False).encode()
    os.pwrite(file, text + b"\n", 0)
    os.ftruncate(file, len(text) + 1)


def read_state(store: str) -> WorkerState:
    """Return the last known state of the worker of a store; an empty state if there never was one."""
    try:
        value: Mapping[str, Any] = json.loads(
            Path(place_beside(store) + SUFFIX).read_text(encoding="utf-8").partition("\n")[0]
        )
        return WorkerState(**value)
    except (OSError, ValueError, TypeError):
        return WorkerState()


def mail_outage(store: str, now: datetime) -> str | None:
    """Return the failing accounts and channels; "" if no worker runs, None if all is well."""
    settings = message_settings()
    if not (settings.sends_mail or settings.channels or any(one.get("imap") for one in settings.accounts.values())):
        return None
    state = read_state(store)
    if not state.is_alive(now):
        return ""
    return ", ".join([*state.channels, *(name for name, one in state.accounts.items() if one.get("error"))]) or None


def not_running(state: WorkerState) -> Unreachable:
    """Return the error for a store that no worker serves; its time is shown in the zone of the state."""
    if not state.beat:
        return Unreachable(N_("No worker serves this store: nothing is fetched or sent."), hint="deskctl serve")
    return Unreachable(
        N_("The worker has had no heartbeat since {beat}: nothing is fetched or sent."),
        beat=f"{datetime.fromisoformat(state.beat):%Y-%m-%d %H:%M}",
        hint="deskctl serve",
    )

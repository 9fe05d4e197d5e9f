"""The running worker: a thread for each mailbox, and one that queues, sends and reports that it is alive."""

import contextlib
import gc
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from deskctl import clock
from deskctl.config.messages import message_settings
from deskctl.desk.worker_state import WorkerState, worker_lock, write_state
from deskctl.notify.worker import MessageSender
from deskctl.serve.fetching import MailFetcher
from deskctl.serve.heartbeat import Heartbeat
from deskctl.serve.nightly import Nightly
from deskctl.serve.rounds import accounts_to_read
from deskctl.serve.store_watch import StoreWatch
from deskctl.serve.systemd import notify_systemd
from deskctl.store.log import note

_TICK = 15.0
_STEP = 1.0


class Worker:
    """Serves a store until it is asked to stop."""

    def __init__(self, store: str) -> None:
        self._store = store
        self._stopped = threading.Event()
        self._threads: list[threading.Thread] = []
        self._settings = message_settings()
        self._boxes = [MailFetcher(store, self._settings, name) for name in accounts_to_read(self._settings)]
        self._nightly = Nightly(store)
        now = clock.now().isoformat()
        self._state = WorkerState(socket.gethostname(), os.getpid(), started=now, beat=now)

    def stop(self, *_signal: Any) -> None:
        """Finish the current step, then end."""
        self._stopped.set()

    def run(self, on_start: Callable[[], None] = lambda: None) -> None:
        """Serve until stopped, in the main thread also by a signal; raises `Refused` if another worker runs."""
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, self.stop)
            signal.signal(signal.SIGINT, self.stop)
        with worker_lock(self._store) as file:
            write_state(file, self._state)
            self._threads = [
                threading.Thread(target=box.until, args=(self._stopped.is_set,), daemon=True) for box in self._boxes
            ]
            for thread in self._threads:
                thread.start()
            on_start()
            notify_systemd("READY=1")
            self._work(file)
            notify_systemd("STOPPING=1")
            for thread in self._threads:
                thread.join(timeout=10)

    def _work(self, file: int) -> None:
        sending, next_tick = MessageSender(self._store, self._settings, clock.now), 0.0
        pulse, watch = Heartbeat(self._settings), StoreWatch(self._store)
        sending.recover()
        try:
            while not self._stopped.is_set():
                sending.channels.reopen(time.monotonic())
                if due := watch.has_changed() or time.monotonic() >= next_tick:
                    next_tick = time.monotonic() + _TICK
                self._round(sending, look=due)
                if due:
                    self._beat(file, sending)
                    pulse.beat(time.monotonic())
                    # Mails leave cycles behind, which would be collected late in a process that does little.
                    gc.collect()
                self._stopped.wait(_STEP)
        finally:
            self._beat(file, sending)
            watch.close()
            sending.close()

    def _round(self, sending: MessageSender, *, look: bool) -> None:
        """Send until the next tick, so that a slow server delays neither new urgent notices nor the sign of life."""
        try:
            if look:
                sending.look()
                self._check_at_night()
            end = time.monotonic() + _TICK
            self._state.sent += sending.send_due(lambda: self._stopped.is_set() or time.monotonic() > end).sent
        except Exception as failed:  # noqa: BLE001 - the next round may go well, and nothing is lost
            note("serve", error=type(failed).__name__, words=str(failed)[:200])
            with contextlib.suppress(Exception):
                sending.recover()

    def _check_at_night(self) -> None:
        differing = self._nightly.look(clock.now())
        if differing is not None:
            self._state.differing = differing

    def _beat(self, file: int, sending: MessageSender) -> None:
        state = self._state
        state.beat = clock.now().isoformat()
        state.received = sum(box.report.received for box in self._boxes)
        state.accounts = {box.name: box.report.as_object() for box in self._boxes}
        state.channels = {name: outcome.words or outcome.code for name, outcome in sending.channels.stopped.items()}
        write_state(file, state)
        if all(thread.is_alive() for thread in self._threads):
            notify_systemd("WATCHDOG=1")

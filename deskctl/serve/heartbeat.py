"""The heartbeat to an external dead man's switch, which notices when the worker is gone."""

import threading
import urllib.request
from urllib.parse import urlsplit

from deskctl.config.messages import MessageSettings, secret_in
from deskctl.errors import DeskError

_EVERY = 60.0
_SECONDS = 10


class Heartbeat:
    """Requests the address in the file named by the settings, once a minute, without waiting for the answer."""

    def __init__(self, settings: MessageSettings) -> None:
        self._place = str(settings.mail.get("heartbeat_url_file", ""))
        self._next = 0.0

    def beat(self, now: float) -> None:
        """Send a heartbeat if one is due; `now` is in seconds."""
        if not self._place or now < self._next:
            return
        self._next = now + _EVERY
        threading.Thread(target=self._call, daemon=True).start()

    def _call(self) -> None:
        try:
            address = secret_in(self._place)
            if urlsplit(address).scheme in {"http", "https"}:
                urllib.request.urlopen(address, timeout=_SECONDS).close()  # noqa: S310 - the scheme was looked at
        except (DeskError, OSError, ValueError):
            return

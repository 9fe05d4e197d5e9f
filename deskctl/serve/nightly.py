"""The nightly check of the derived rows: on a server every client can change them unnoticed."""

from contextlib import closing
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from deskctl.config.store_address import is_server
from deskctl.names import ticket_name
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.facts.rederivation import derivations
from deskctl.store.log import note
from deskctl.store.open import open_reader, rebuild, translated_errors

_AT = timedelta(hours=3)
"""The time of the check after midnight, when hardly anybody works."""


class Nightly:
    """Checks a desk on a server once a night, and corrects derived rows that do not follow from the actions."""

    def __init__(self, store: str) -> None:
        self._store = store
        self._last: date | None = None

    def look(self, now: datetime) -> list[str] | None:
        """Check the desk if a new night has come; return the tickets that differed, None if nothing was checked."""
        if not is_server(self._store):
            return None
        with translated_errors(self._store), closing(open_reader(self._store)) as conn:
            night = (now.astimezone(ZoneInfo(desk_zone(conn))) - _AT).date()
            last, self._last = self._last, night
            if last is None or night <= last:
                return None
            differing = [ticket_name(one.number) for one in derivations(conn) if one.differs]
        if differing:
            rebuild(self._store)
        note("derived_again", differing=len(differing))
        return differing

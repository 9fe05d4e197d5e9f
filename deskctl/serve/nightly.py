"""Each night the derived rows are derived again: on a server every client can write them unnoticed."""

from contextlib import closing
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from deskctl.config.store_address import is_server
from deskctl.names import ticket_name
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.facts.rederivation import reckonings
from deskctl.store.log import note
from deskctl.store.open import naming_trouble, open_reader, rebuild

_AT = timedelta(hours=3)
"""The time of night: at an hour at which hardly anybody works."""


class Nightly:
    """Looks through a desk on a server once a night, and puts right what does not follow from the actions."""

    def __init__(self, store: str) -> None:
        self._store = store
        self._last: date | None = None

    def look(self, now: datetime) -> list[str] | None:
        """Return the tickets whose derived rows differed; None unless a night has come since the first look."""
        if not is_server(self._store):
            return None
        with naming_trouble(self._store), closing(open_reader(self._store)) as conn:
            night = (now.astimezone(ZoneInfo(desk_zone(conn))) - _AT).date()
            begun, self._last = self._last, night
            if begun is None or night <= begun:
                return None
            differing = [ticket_name(one.number) for one in reckonings(conn) if one.differs]
        if differing:
            rebuild(self._store)
        note("derived_again", differing=len(differing))
        return differing

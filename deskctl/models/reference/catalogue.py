"""The services offered: the service catalogue, the service modes, the hotline numbers.

`origin` names the shipped data that a row comes from, as long as nobody has changed it.
"""

from sqlmodel import Field

from deskctl.models.base import Row
from deskctl.models.values import Later, Moment, Texts


class CatalogItem(Row, table=True):
    """A line of the service catalogue; `allowed_levels` is a list."""

    id: str = Field(primary_key=True)
    name: str
    name_en: str | None = None
    allowed_levels: Texts = "[]"
    origin: str | None = None
    retired_at: Later[Moment] = None


class Mode(Row, table=True):
    """A service mode."""

    id: str = Field(primary_key=True)
    name: str
    name_en: str | None = None
    stars_total: int | None = None
    availability: str | None = None
    origin: str | None = None
    retired_at: Later[Moment] = None


class Hotline(Row, table=True):
    """A number of ours that customers call; `opens` and `closes` are times of day such as 09:00."""

    id: str = Field(primary_key=True)
    number: str
    label: str | None = None
    opens: str | None = None
    closes: str | None = None
    retired_at: Later[Moment] = None

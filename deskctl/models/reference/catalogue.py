"""What is offered: the service catalogue and the ways of service."""

from sqlmodel import Field

from deskctl.models.base import Row


class CatalogItem(Row, table=True):
    """A line of the service catalogue; `allowed_levels` is a list."""

    id: str = Field(primary_key=True)
    name: str
    name_en: str | None = None
    allowed_levels: str = "[]"


class Mode(Row, table=True):
    """A way of service."""

    id: str = Field(primary_key=True)
    name: str
    name_en: str | None = None
    stars_total: int | None = None
    availability: str | None = None

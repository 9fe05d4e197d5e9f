"""Equipment under maintenance, notes on systems, and manufacturers."""

from typing import Annotated

from sqlmodel import Field

from deskctl.models.base import Row
from deskctl.models.values import Day, Identifier, Later, Moment, Names, Texts


class Vendor(Row, table=True):
    """A manufacturer: the third level, outside the firm."""

    id: str = Field(primary_key=True)
    name: str
    kind: str | None = None
    support_phone: str | None = None
    external_id: Later[Identifier] = Field(default=None, unique=True, index=True)
    retired_at: Later[Moment] = None


class Asset(Row, table=True):
    """A piece of equipment or a system under maintenance."""

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id", index=True)
    asset_class: str
    name: str
    model: str | None = None
    serial: str | None = Field(default=None, index=True)
    criticality: str | None = None
    vendor: str | None = Field(default=None, foreign_key="vendor.id")
    warranty_end: Day | None = None
    procured_by_us: bool = False
    ip: str | None = None
    external_id: Later[Identifier] = Field(default=None, unique=True, index=True)
    retired_at: Later[Moment] = None
    merged_into: Later[str] = Field(default=None, foreign_key="asset.id")


class SystemProfile(Row, table=True):
    """Notes to read before work on a system; `engineers` is a list of the staff ids who know it."""

    id: str = Field(primary_key=True)
    asset: str = Field(foreign_key="asset.id", index=True)
    text: str
    engineers: Annotated[Texts, Names("staff")] = "[]"
    retired_at: Later[Moment] = None

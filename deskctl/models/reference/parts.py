"""Spare parts, machines to lend, and every movement of the stock."""

from sqlmodel import Field

from deskctl.models.base import Row, ticket_reference


class Part(Row, table=True):
    """A spare part; `compatible_models` is a list. What is in stock is `opening_qty` and the moves since."""

    id: str = Field(primary_key=True)
    name: str
    model: str
    compatible_models: str = "[]"
    min_qty: int = 0
    opening_qty: int = 0
    location: str | None = None
    external_id: str | None = Field(default=None, unique=True, index=True)
    retired_at: int | None = None


class Loaner(Row, table=True):
    """A machine to lend; `substitutes_models` is a list."""

    id: str = Field(primary_key=True)
    name: str
    model: str
    serial: str | None = None
    substitutes_models: str = "[]"
    external_id: str | None = Field(default=None, unique=True, index=True)
    retired_at: int | None = None


class StockMove(Row, table=True):
    """One movement: of a part with its quantity (negative: out of the store), or of a loaner."""

    id: str = Field(primary_key=True)
    at: int
    kind: str
    part: str | None = Field(default=None, foreign_key="part.id", index=True)
    qty: int | None = None
    loaner: str | None = Field(default=None, foreign_key="loaner.id", index=True)
    ticket: int | None = ticket_reference()
    ref: str | None = None

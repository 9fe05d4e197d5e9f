"""Spare parts, loaners, and every movement of the stock."""

from sqlmodel import Field

from deskctl.models.base import Row, ticket_reference
from deskctl.models.values import Identifier, Later, Moment, Texts


class Part(Row, table=True):
    """A spare part; `compatible_models` is a list. The stock is `opening_qty` plus all moves."""

    id: str = Field(primary_key=True)
    name: str
    model: str
    compatible_models: Texts = "[]"
    min_qty: int = 0
    opening_qty: int = 0
    location: str | None = None
    external_id: Later[Identifier] = Field(default=None, unique=True, index=True)
    retired_at: Later[Moment] = None


class Loaner(Row, table=True):
    """A machine that is lent to customers; `substitutes_models` is a list."""

    id: str = Field(primary_key=True)
    name: str
    model: str
    serial: str | None = None
    substitutes_models: Texts = "[]"
    external_id: Later[Identifier] = Field(default=None, unique=True, index=True)
    retired_at: Later[Moment] = None


class StockMove(Row, table=True):
    """One movement: of a part with its quantity (negative: out of the store), or of a loaner."""

    id: str = Field(primary_key=True)
    at: Moment
    kind: str
    part: Later[str] = Field(default=None, foreign_key="part.id", index=True)
    qty: Later[int] = None
    loaner: Later[str] = Field(default=None, foreign_key="loaner.id", index=True)
    ticket: int | None = ticket_reference()
    ref: str | None = None

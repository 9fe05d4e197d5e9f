"""Customers, their sites, the people there, and the contracts.

`unverified` marks what a caller stated and nobody has checked. From `retired_at` on a record is no longer offered;
`merged_into` names the record that has replaced it.
"""

from sqlmodel import Field

from deskctl.models.base import Row
from deskctl.models.values import Day, Identifier, Later, Moment, Object


class Customer(Row, table=True):
    """A contract party."""

    id: str = Field(primary_key=True)
    name: str
    name_en: str | None = None
    lang: str
    key_customer: bool = False
    agreed_phone: str | None = None
    email_domain: str | None = None
    return_visit_interval_days: int | None = None
    preferred_mode: str | None = None
    unverified: Later[bool] = None
    external_id: Later[Identifier] = Field(default=None, unique=True, index=True)
    retired_at: Later[Moment] = None
    merged_into: Later[str] = Field(default=None, foreign_key="customer.id")
    service_start: Later[Day] = None


class Site(Row, table=True):
    """A place where equipment is installed; an outlet is a branch with its own business."""

    id: str = Field(primary_key=True)
    customer: str = Field(foreign_key="customer.id", index=True)
    name: str
    outlet: bool = False
    address: str | None = None
    travel_minutes: int | None = None
    external_id: Later[Identifier] = Field(default=None, unique=True, index=True)
    retired_at: Later[Moment] = None


class Contact(Row, table=True):
    """A person at a customer; `customer` is empty for a caller whose customer is not known yet."""

    id: str = Field(primary_key=True)
    customer: str | None = Field(default=None, foreign_key="customer.id", index=True)
    name: str
    title: str | None = None
    phone: str | None = Field(default=None, index=True)
    email: str | None = Field(default=None, index=True)
    unverified: Later[bool] = None
    external_id: Later[Identifier] = Field(default=None, unique=True, index=True)
    retired_at: Later[Moment] = None
    merged_into: Later[str] = Field(default=None, foreign_key="contact.id")


class Contract(Row, table=True):
    """A maintenance contract; `options` is an object: onsite_reaction, second_workday, profile (of the policy)."""

    id: str = Field(primary_key=True)
    customer: str = Field(foreign_key="customer.id", index=True)
    no: str
    final_acceptance_date: Day | None = None
    maintenance_start: Day | None = None
    maintenance_end: Day | None = None
    remote_standing_authorisation: bool = False
    day_rate: float | None = None
    rounding: str | None = None
    options: Object = "{}"
    external_id: Later[Identifier] = Field(default=None, unique=True, index=True)
    retired_at: Later[Moment] = None

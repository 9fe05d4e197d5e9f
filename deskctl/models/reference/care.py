"""What keeps trouble away: inspections, return visits, trainings, improvements."""

from sqlmodel import Field

from deskctl.models.base import Row, ticket_reference


class Inspection(Row, table=True):
    """A monthly inspection, due or done; `items` lists what was looked at, `advice` what was recommended."""

    id: str = Field(primary_key=True)
    customer: str = Field(foreign_key="customer.id", index=True)
    site: str = Field(foreign_key="site.id")
    period: str
    due: str
    done_at: int | None = None
    done_by: str | None = Field(default=None, foreign_key="staff.id")
    engineer_on_site_from: int | None = None
    engineer_on_site_to: int | None = None
    items: str = "[]"
    advice: str = "[]"
    signed_by: str | None = Field(default=None, foreign_key="contact.id")


class ReturnVisit(Row, table=True):
    """A call or visit to ask how things are."""

    id: str = Field(primary_key=True)
    customer: str = Field(foreign_key="customer.id", index=True)
    at: int
    how: str
    with_contact: str | None = Field(default=None, foreign_key="contact.id")
    kind: str
    by: str = Field(foreign_key="staff.id")
    advisories_delivered: str = "[]"
    changes_seen: str = "[]"
    improvements: str = "[]"
    score: int | None = None


class Training(Row, table=True):
    """A training at the customer's: asked for, held, its material handed over."""

    id: str = Field(primary_key=True)
    customer: str = Field(foreign_key="customer.id", index=True)
    site: str | None = Field(default=None, foreign_key="site.id")
    topic: str
    requested_at: int
    requested_for: int | None = None
    place: str | None = None
    base_material: str | None = Field(default=None, foreign_key="course.id")
    material_version: str | None = None
    held_at: int | None = None
    trainer: str | None = Field(default=None, foreign_key="staff.id")
    attendees: int | None = None
    material_delivered_at: int | None = None
    delivered_to: str | None = Field(default=None, foreign_key="contact.id")
    ticket: int | None = ticket_reference()


class Improvement(Row, table=True):
    """Something to be done better."""

    id: str = Field(primary_key=True)
    text: str
    owner: str | None = Field(default=None, foreign_key="staff.id")
    state: str

"""Preventive care: inspections, return visits, trainings, improvements."""

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
    retired_at: int | None = None


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
    due: str | None = None
    source: str | None = None


class Recommendation(Row, table=True):
    """Something that a customer was advised to do, and the customer's answer."""

    id: str = Field(primary_key=True)
    customer: str = Field(foreign_key="customer.id", index=True)
    asset: str | None = Field(default=None, foreign_key="asset.id")
    area: str | None = None
    kind: str
    text: str
    cost: float | None = None
    due: str | None = None
    state: str
    proposed_at: int
    inspection: str | None = Field(default=None, foreign_key="inspection.id")
    agreed_by: str | None = Field(default=None, foreign_key="contact.id")


class InspectionPlan(Row, table=True):
    """How often a site is inspected, if otherwise than the policy says; `covers` and `checklists` are lists of ids."""

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id", index=True)
    interval: str
    reason: str | None = None
    begins: str | None = None
    ends: str | None = None
    covers: str = "[]"
    checklists: str = "[]"
    engineer: str | None = Field(default=None, foreign_key="staff.id")
    day: str | None = None
    agreed_by: str | None = Field(default=None, foreign_key="contact.id")
    retired_at: int | None = None


class Checklist(Row, table=True):
    """A firm's own list of what is looked at; `source` is its text, those of earlier versions are in its history."""

    id: str = Field(primary_key=True)
    version: int
    source: str
    retired_at: int | None = None


class EvaluationSummary(Row, table=True):
    """What the evaluations of a month came to: asked, answered, the average; no answer is not a score."""

    id: str = Field(primary_key=True)
    period: str
    customer: str | None = Field(default=None, foreign_key="customer.id")
    asked: int
    answered: int
    average: float | None = None
    worst: int | None = None
    text: str | None = None
    improvements: str = "[]"
    made_at: int

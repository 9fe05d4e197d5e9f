"""Preventive care: inspections, return visits, trainings, improvements."""

from typing import Annotated

from sqlmodel import Field

from deskctl.models.base import Row, ticket_reference
from deskctl.models.values import Day, Later, Moment, Names, Objects, Texts


class Inspection(Row, table=True):
    """An inspection, due or done; `items` lists the items inspected, `advice` the recommendations."""

    id: str = Field(primary_key=True)
    customer: str = Field(foreign_key="customer.id", index=True)
    site: str = Field(foreign_key="site.id")
    period: str
    due: Day
    done_at: Moment | None = None
    done_by: str | None = Field(default=None, foreign_key="staff.id")
    engineer_on_site_from: Moment | None = None
    engineer_on_site_to: Moment | None = None
    items: Objects = "[]"
    advice: Texts = "[]"
    signed_by: str | None = Field(default=None, foreign_key="contact.id")


class ReturnVisit(Row, table=True):
    """A routine call or visit to ask whether the customer is satisfied."""

    id: str = Field(primary_key=True)
    customer: str = Field(foreign_key="customer.id", index=True)
    at: Moment
    how: str
    with_contact: str | None = Field(default=None, foreign_key="contact.id")
    kind: str
    by: str = Field(foreign_key="staff.id")
    advisories_delivered: Annotated[Texts, Names("advisory")] = "[]"
    changes_seen: Texts = "[]"
    improvements: Annotated[Texts, Names("improvement")] = "[]"
    score: int | None = None
    retired_at: Later[Moment] = None


class Training(Row, table=True):
    """A training for a customer: requested, held, its material handed over."""

    id: str = Field(primary_key=True)
    customer: str = Field(foreign_key="customer.id", index=True)
    site: str | None = Field(default=None, foreign_key="site.id")
    topic: str
    requested_at: Moment
    requested_for: Moment | None = None
    place: str | None = None
    base_material: str | None = Field(default=None, foreign_key="course.id")
    material_version: str | None = None
    held_at: Moment | None = None
    trainer: str | None = Field(default=None, foreign_key="staff.id")
    attendees: int | None = None
    material_delivered_at: Moment | None = None
    delivered_to: str | None = Field(default=None, foreign_key="contact.id")
    ticket: int | None = ticket_reference()


class Improvement(Row, table=True):
    """An improvement of the desk's own work."""

    id: str = Field(primary_key=True)
    text: str
    owner: str | None = Field(default=None, foreign_key="staff.id")
    state: str
    due: Later[Day] = None
    source: Later[str] = None


class Recommendation(Row, table=True):
    """Something that a customer was advised to do, and the customer's answer."""

    id: str = Field(primary_key=True)
    customer: str = Field(foreign_key="customer.id", index=True)
    asset: str | None = Field(default=None, foreign_key="asset.id")
    area: str | None = None
    kind: str
    text: str
    cost: float | None = None
    due: Day | None = None
    state: str
    proposed_at: Moment
    inspection: str | None = Field(default=None, foreign_key="inspection.id")
    agreed_by: str | None = Field(default=None, foreign_key="contact.id")


class InspectionPlan(Row, table=True):
    """How often a site is inspected, if not as the policy demands; `covers` and `checklists` are lists of ids."""

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id", index=True)
    interval: str
    reason: str | None = None
    begins: Day | None = None
    ends: Day | None = None
    covers: Annotated[Texts, Names("site")] = "[]"
    checklists: Texts = "[]"
    engineer: str | None = Field(default=None, foreign_key="staff.id")
    day: str | None = None
    agreed_by: str | None = Field(default=None, foreign_key="contact.id")
    retired_at: Later[Moment] = None


class Checklist(Row, table=True):
    """A firm's own inspection checklist; `source` is its text, and the history holds the texts of earlier versions."""

    id: str = Field(primary_key=True)
    version: int
    source: str
    retired_at: Later[Moment] = None


class EvaluationSummary(Row, table=True):
    """The results of a month's evaluations: asked, answered, the average; a missing answer is not a score."""

    id: str = Field(primary_key=True)
    period: str
    customer: str | None = Field(default=None, foreign_key="customer.id")
    asked: int
    answered: int
    average: float | None = None
    worst: int | None = None
    text: str | None = None
    improvements: Annotated[Texts, Names("improvement")] = "[]"
    made_at: Moment

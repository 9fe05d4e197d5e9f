"""Knowledge: answers, courseware and who may read it, notices of manufacturers."""

from typing import Annotated

from sqlmodel import Field

from deskctl.models.base import Row, ticket_reference
from deskctl.models.values import Day, Later, Moment, Names, Objects, Texts


class Faq(Row, table=True):
    """A question that is asked often, and its answer.

    `topic` is function or process, `audience` says whether customers are given it, `state` is draft or published; an
    answer of before that is published. From `review_by` on somebody has to look at it again.
    """

    id: str = Field(primary_key=True)
    system: str
    question: str
    answer: str
    source_ticket: int | None = ticket_reference()
    version: int = 1
    lang: str
    topic: Later[str] = None
    audience: Later[str] = None
    state: Later[str] = None
    review_by: Later[Day] = None
    retired_at: Later[Moment] = None


class FaqDocument(Row, table=True):
    """Answers issued together; `delivered` lists who got it when, `entries` the answers.

    The words of each version stand in its history.
    """

    id: str = Field(primary_key=True)
    system: str
    version: int = 1
    issued: Day | None = None
    delivered: Objects = "[]"
    entries: Annotated[Texts, Names("faq")] = "[]"
    lang: Later[str] = None


class Course(Row, table=True):
    """Online courseware; `files` is a list of names.

    `audience` is customer for what was made for one `customer`; all, or nothing, for everybody who runs the system.
    """

    id: str = Field(primary_key=True)
    system: str
    kind: str
    title: str
    version: int = 1
    files: Texts = "[]"
    lang: str
    audience: Later[str] = None
    customer: Later[str] = Field(default=None, foreign_key="customer.id")
    retired_at: Later[Moment] = None


class CourseAccount(Row, table=True):
    """A customer's account for the courseware; the password is kept as a salted hash only.

    `scopes` is a list of what it opens: courses, if nothing is set.
    """

    id: str = Field(primary_key=True)
    customer: str = Field(foreign_key="customer.id")
    username: str
    password_hash: str
    active: bool = True
    contact: Later[str] = Field(default=None, foreign_key="contact.id")
    scopes: Later[Texts] = None


class CourseAccess(Row, table=True):
    """One use of the courseware: `kind` is list, fetch or login_failed; a fetch if nothing is set.

    By an account, or by somebody of the `staff`; a failed login with a name that nobody has names neither.
    """

    id: str = Field(primary_key=True)
    account: str | None = Field(default=None, foreign_key="course_account.id")
    course: str | None = Field(default=None, foreign_key="course.id")
    at: Moment
    kind: Later[str] = None
    version: Later[int] = None
    file: Later[str] = None
    via: Later[str] = None
    staff: Later[str] = Field(default=None, foreign_key="staff.id")


class Advisory(Row, table=True):
    """A notice of a maker about some `models`."""

    id: str = Field(primary_key=True)
    vendor: str = Field(foreign_key="vendor.id")
    models: Texts = "[]"
    text: str
    published: Day | None = None
    urgent: Later[bool] = None
    systems: Later[Texts] = None
    url: Later[str] = None

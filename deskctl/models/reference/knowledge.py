"""Knowledge: answers, courseware, accounts for it, and notices of manufacturers."""

from typing import Annotated

from sqlmodel import Field

from deskctl.models.base import Row, ticket_reference
from deskctl.models.values import Day, Later, Moment, Names, Objects, Texts


class Faq(Row, table=True):
    """A question that is asked often, and its answer.

    `topic` is function or process, `audience` defines whether customers may receive it, `state` is draft or published;
    an answer without a state is published. A review is due at `review_by`.
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
    """A document of answers; `delivered` lists who received it when, `entries` the answers.

    The history holds the text of each version.
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

    `audience` is customer for a course made for one `customer`; all, or empty, for everybody who runs the system.
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
    """A customer's account for the courseware; the password is stored as a salted hash only.

    `scopes` is a list of what it gives access to: courses, if empty.
    """

    id: str = Field(primary_key=True)
    customer: str = Field(foreign_key="customer.id")
    username: str
    password_hash: str
    active: bool = True
    contact: Later[str] = Field(default=None, foreign_key="contact.id")
    scopes: Later[Texts] = None


class CourseAccess(Row, table=True):
    """One use of the courseware: `kind` is list, fetch or login_failed; a fetch if empty.

    The user is an `account` or a member of the `staff`; a failed login with an unknown name has neither.
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
    """A notice of a manufacturer about some `models`."""

    id: str = Field(primary_key=True)
    vendor: str = Field(foreign_key="vendor.id")
    models: Texts = "[]"
    text: str
    published: Day | None = None
    urgent: Later[bool] = None
    systems: Later[Texts] = None
    url: Later[str] = None

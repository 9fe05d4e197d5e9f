"""What the desk knows and hands on: answers, courseware and who may read it, notices of the makers."""

from sqlmodel import Field

from deskctl.models.base import Row, ticket_reference


class Faq(Row, table=True):
    """A question that is asked often, and its answer."""

    id: str = Field(primary_key=True)
    system: str
    question: str
    answer: str
    source_ticket: int | None = ticket_reference()
    version: int = 1
    lang: str


class FaqDocument(Row, table=True):
    """Answers issued together; `delivered` lists who got it when, `entries` the answers."""

    id: str = Field(primary_key=True)
    system: str
    version: int = 1
    issued: str | None = None
    delivered: str = "[]"
    entries: str = "[]"


class Course(Row, table=True):
    """Online courseware; `files` is a list of names."""

    id: str = Field(primary_key=True)
    system: str
    kind: str
    title: str
    version: int = 1
    files: str = "[]"
    lang: str


class CourseAccount(Row, table=True):
    """A customer's key to the courseware; the password is kept as a salted hash only."""

    id: str = Field(primary_key=True)
    customer: str = Field(foreign_key="customer.id")
    username: str
    password_hash: str
    active: bool = True


class CourseAccess(Row, table=True):
    """One reading of a course."""

    id: str = Field(primary_key=True)
    account: str = Field(foreign_key="course_account.id")
    course: str = Field(foreign_key="course.id")
    at: int


class Advisory(Row, table=True):
    """A notice of a maker about some `models`."""

    id: str = Field(primary_key=True)
    vendor: str = Field(foreign_key="vendor.id")
    models: str = "[]"
    text: str
    published: str | None = None

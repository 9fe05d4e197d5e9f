"""The types of the file that are about knowledge: courses and who may read them, notices of makers, answers."""

from deskctl.exchange.shapes.fields import Field, Shape, dates, ident, ref, some, ticket_ref, words
from deskctl.exchange.shapes.kinds import DATE, FLAG, RECORDS, TIME, WHOLE, WORDS

_RETIRED = Field("retired_at", TIME, optional=True)

PASSWORD = "password_hash"  # noqa: S105 - a column

KNOWLEDGE = (
    Shape(
        "course",
        (
            ident(),
            *words("system", "kind", "title"),
            *some(WHOLE, "version"),
            *some(WORDS, "files"),
            *words("lang"),
            Field("audience", optional=True),
            ref("customer", optional=True),
            _RETIRED,
        ),
    ),
    Shape(
        "course_account",
        (
            ident(),
            ref("customer"),
            *words("username"),
            Field(PASSWORD, optional=True),
            *some(FLAG, "active"),
            ref("contact", optional=True),
            Field("scopes", WORDS, optional=True),
        ),
    ),
    Shape(
        "advisory",
        (
            ident(),
            ref("vendor"),
            *some(WORDS, "models"),
            *words("text"),
            *dates("published"),
            Field("urgent", FLAG, optional=True),
            Field("systems", WORDS, optional=True),
            Field("url", optional=True),
        ),
    ),
    Shape(
        "faq",
        (
            ident(),
            *words("system", "question", "answer"),
            ticket_ref("source_ticket"),
            *some(WHOLE, "version"),
            *words("lang"),
            Field("topic", optional=True),
            Field("audience", optional=True),
            Field("state", optional=True),
            Field("review_by", DATE, optional=True),
            _RETIRED,
        ),
    ),
    Shape(
        "faq_document",
        (
            ident(),
            *words("system"),
            *some(WHOLE, "version"),
            *dates("issued"),
            *some(RECORDS, "delivered"),
            ref("entries", "faq", kind=WORDS),
            Field("lang", optional=True),
        ),
    ),
)
COURSE_ACCESS = Shape(
    "course_access",
    (
        ident(),
        ref("account", "course_account"),
        ref("course"),
        *some(TIME, "at"),
        Field("kind", optional=True),
        Field("version", WHOLE, optional=True),
        Field("file", optional=True),
        Field("via", optional=True),
        ref("staff", optional=True),
    ),
)

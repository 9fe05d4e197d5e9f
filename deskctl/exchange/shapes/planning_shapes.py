"""The types of the file that are about who will be where and when, and ready texts."""

from deskctl.exchange.shapes.fields import Field, Shape, ident, ref, some, ticket_ref, words
from deskctl.exchange.shapes.kinds import TIME, WHOLE, WORDS, one_of

_RETIRED = Field("retired_at", TIME, optional=True)
VISIT_STATES = ("planned", "confirmed", "dropped")

PLANNING = (
    Shape("absence", (ident(), ref("staff"), *some(TIME, "start", "end"), *words("reason"), _RETIRED)),
    Shape(
        "shift",
        (
            ident(),
            ref("staff"),
            *some(TIME, "at"),
            *words("text"),
            *some(WORDS, "tickets"),
            *some(TIME, "confirmed_at"),
            ref("confirmed_by", "staff"),
        ),
    ),
    Shape(
        "callback",
        (
            ident(),
            ref("staff"),
            *some(TIME, "due_at"),
            *words("text"),
            ticket_ref(),
            ref("contact"),
            *words("phone"),
            *some(TIME, "done_at"),
        ),
    ),
    Shape(
        "visit",
        (
            ident(),
            *words("of"),
            ticket_ref(),
            ref("customer"),
            ref("site"),
            *some(TIME, "start", "end"),
            ref("engineers", "staff", kind=WORDS),
            *some(WHOLE, "travel_minutes"),
            *words("purpose"),
            Field("state", one_of(*VISIT_STATES)),
            ref("confirmed_by", "contact"),
        ),
    ),
    Shape("canned_text", (ident(), *words("name", "words"), ref("owner", "staff"), _RETIRED)),
)
"""In the order in which they are written."""

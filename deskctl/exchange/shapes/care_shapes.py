"""The types of the file about preventive services: inspections, return visits, trainings, improvements."""

from deskctl.exchange.shapes.fields import Field, Shape, dates, ident, ref, some, ticket_ref, words
from deskctl.exchange.shapes.kinds import DATE, NUMBER, RECORDS, TIME, WHOLE, WORDS

_DONE = (
    Shape(
        "improvement",
        (
            ident(),
            *words("text"),
            ref("owner", "staff"),
            *words("state"),
            Field("due", DATE, optional=True),
            Field("source", optional=True),
        ),
    ),
    Shape(
        "inspection",
        (
            ident(),
            ref("customer"),
            ref("site"),
            *words("period"),
            *dates("due"),
            *some(TIME, "done_at"),
            ref("done_by", "staff"),
            *some(TIME, "engineer_on_site_from", "engineer_on_site_to"),
            *some(RECORDS, "items"),
            *some(WORDS, "advice"),
            ref("signed_by", "contact"),
        ),
    ),
    Shape(
        "return_visit",
        (
            ident(),
            ref("customer"),
            *some(TIME, "at"),
            *words("how"),
            ref("with_contact", "contact"),
            *words("kind"),
            ref("by", "staff"),
            ref("advisories_delivered", "advisory", kind=WORDS),
            *some(WORDS, "changes_seen"),
            ref("improvements", "improvement", kind=WORDS),
            *some(WHOLE, "score"),
            Field("retired_at", TIME, optional=True),
        ),
    ),
    Shape(
        "training",
        (
            ident(),
            ref("customer"),
            ref("site"),
            *words("topic"),
            *some(TIME, "requested_at", "requested_for"),
            *words("place"),
            ref("base_material", "course"),
            *words("material_version"),
            *some(TIME, "held_at"),
            ref("trainer", "staff"),
            *some(WHOLE, "attendees"),
            *some(TIME, "material_delivered_at"),
            ref("delivered_to", "contact"),
            ticket_ref(),
        ),
    ),
)
_FOLLOWING = (
    Shape("checklist", (ident(), *some(WHOLE, "version"), *words("source"), Field("retired_at", TIME, optional=True))),
    Shape(
        "inspection_plan",
        (
            ident(),
            ref("site"),
            *words("interval", "reason"),
            *dates("begins", "ends"),
            ref("covers", "site", kind=WORDS),
            *some(WORDS, "checklists"),
            ref("engineer", "staff"),
            *words("day"),
            ref("agreed_by", "contact"),
            Field("retired_at", TIME, optional=True),
        ),
    ),
    Shape(
        "recommendation",
        (
            ident(),
            ref("customer"),
            ref("asset"),
            *words("area", "kind", "text"),
            *some(NUMBER, "cost"),
            *dates("due"),
            *words("state"),
            *some(TIME, "proposed_at"),
            ref("inspection"),
            ref("agreed_by", "contact"),
        ),
    ),
    Shape(
        "evaluation_summary",
        (
            ident(),
            *words("period"),
            ref("customer"),
            *some(WHOLE, "asked", "answered"),
            *some(NUMBER, "average"),
            *some(WHOLE, "worst"),
            *words("text"),
            ref("improvements", "improvement", kind=WORDS),
            *some(TIME, "made_at"),
        ),
    ),
)
CARE = (*_DONE, *_FOLLOWING)
"""In the order in which they are written."""

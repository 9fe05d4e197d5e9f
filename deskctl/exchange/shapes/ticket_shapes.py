"""A ticket in the file: its own fields, and its parts, which have tables of their own."""

from deskctl.exchange.shapes.fields import Field, Shape, ref, shape_of, some, ticket_ref, words
from deskctl.exchange.shapes.kinds import FLAG, ID, LIST, OBJECT, RECORDS, TICKET, TIME, WHOLE, WORDS, one_of
from deskctl.language.words import CHANNELS, KINDS
from deskctl.language.words.choices import CHOSEN_BY

TICKET_SHAPE = Shape(
    "ticket",
    (
        Field("id", TICKET, column="number"),
        ref("customer"),
        ref("site"),
        ref("contact"),
        Field("channel", one_of(*CHANNELS)),
        *words("catalog"),
        Field("kind", one_of(*KINDS)),
        Field("level", derived=True),
        *words("level_initial"),
        Field("severity", derived=True),
        *words("severity_initial"),
        Field("severity_chosen_by", one_of(*CHOSEN_BY)),
        Field("status", derived=True),
        *words("title", "description", "lang"),
        *some(TIME, "occurred_at", "reported_at"),
        Field("owner", ID, to=("staff",), derived=True),
        Field("clauses", WORDS),
        Field("fault_class", optional=True, derived=True),
        Field("mode", column="service_mode", optional=True),
        ref("faq", optional=True),
        ref("advisory", optional=True),
        Field("checklist", LIST, optional=True),
        ticket_ref("duplicate_of", optional=True),
        ref("training", optional=True),
        Field("engineer_already_on_site", FLAG, column="engineer_on_site", optional=True),
        ref("inspection", optional=True),
        ticket_ref("about_ticket", optional=True),
        ticket_ref("follows", optional=True),
        ref("about_staff", "staff", optional=True),
        Field("feedback_kind", optional=True),
        Field("scope", optional=True),
        Field("self_attempted", FLAG, optional=True),
        Field("out_of_hours", FLAG, optional=True),
        Field("pre_acceptance", FLAG, optional=True),
        Field("visit_reason", optional=True),
        Field("need", optional=True),
        Field("called", optional=True),
        Field("external_id", ID, optional=True),
    ),
)
"""The fields of the ticket itself."""

ACTION = Shape(
    "timeline",
    (
        Field("seq", WHOLE),
        Field("at", TIME),
        Field("recorded_at", TIME, optional=True),
        Field("actor", ID),
        *words("event", "note"),
        Field("data", OBJECT),
    ),
    table="action",
)

REPORT = Shape(
    "reports",
    (
        Field("version", WHOLE),
        Field("at", TIME),
        Field("author", ID),
        *words("cause", "method", "result"),
        Field("archived", OBJECT, optional=True),
        Field("files", RECORDS, optional=True),
    ),
    table="report",
)

EVALUATION = Shape("evaluation", (Field("score", WHOLE), *words("text"), Field("at", TIME)))

ATTACHED = tuple(
    shape_of(table, (Field("from", column="from_version"), Field("to", column="to_version")), without="ticket")
    for table in ("bug", "upgrade", "change", "charge", "report_draft")
)
"""Parts of which a ticket has at most one; left out if it has none."""

ASSETS = Shape("assets", (ref("asset"),), table="ticket_asset")
AFFECTED_SITES = Shape("affected_sites", (ref("site"),), table="affected_site")

OUTSIDER = "outsider"
"""Marks, with the value true, an action whose actor has no record in the desk; without it that is an error."""

PINNED = ("owner_initial", "policy", "policy_version")
"""Fields that are written only if they differ from what an import would assume."""

ORDER = (
    "type",
    "id",
    "customer",
    "site",
    "contact",
    "channel",
    "catalog",
    "kind",
    "level",
    "level_initial",
    "severity",
    "severity_initial",
    "severity_chosen_by",
    "status",
    "title",
    "description",
    "lang",
    "occurred_at",
    "reported_at",
    "assets",
    "owner",
    "timeline",
    "reports",
    "evaluation",
    "clauses",
    "fault_class",
    "mode",
    "faq",
    "bug",
    "upgrade",
    "advisory",
    "change",
    "checklist",
    "affected_sites",
    "duplicate_of",
    "training",
    "engineer_already_on_site",
    "inspection",
    "about_ticket",
    "follows",
    "about_staff",
    "feedback_kind",
    "scope",
    "self_attempted",
    "out_of_hours",
    "pre_acceptance",
    "visit_reason",
    "charge",
    "need",
    "called",
    "external_id",
    "report_draft",
    *PINNED,
)
"""The keys of a ticket in the order in which they are written."""

"""The types of the file but the ticket, in the order in which they are written."""

from collections.abc import Mapping

from deskctl.exchange.shapes.fields import Field, Shape, dates, ident, ref, some, ticket_ref, words
from deskctl.exchange.shapes.kinds import DATE, FLAG, ID, NUMBER, OBJECT, RECORDS, TIME, WHOLE, WORDS, ZONE
from deskctl.exchange.shapes.message_shapes import ATTACHMENT, BLOB, MAIL, OUTBOX, REACHED_BY

_DESK = (
    Shape("meta", (ident(), *words("schema"), *some(TIME, "now"), *some(ZONE, "tz"), *words("currency", "note"))),
    Shape("calendar", (ident(), *words("name"), *some(OBJECT, "windows"))),
    Shape("holiday", (Field("id", DATE), *words("name"), *some(FLAG, "off"))),
    Shape(
        "calendar_day",
        (
            ident(),
            *dates("day"),
            *some(FLAG, "off"),
            *words("name", "actor"),
            *some(TIME, "added_at"),
        ),
    ),
    Shape("catalog_item", (ident(), *words("name", "name_en"), *some(WORDS, "allowed_levels"))),
    Shape("mode", (ident(), *words("name", "name_en"), *some(WHOLE, "stars_total"), *words("availability"))),
)
_STAFF = (
    Shape("staff", (ident(), *words("name", "role"), *some(WORDS, "skills"), *words("phone"), *REACHED_BY)),
    Shape("certificate", (ident(), ref("staff"), *words("name"), *dates("expires"))),
    Shape(
        "expert",
        (
            ident(),
            *words("name"),
            *some(FLAG, "internal"),
            ref("staff", optional=True),
            *some(WORDS, "skills"),
            Field("phone", optional=True),
        ),
    ),
    Shape("vendor", (ident(), *words("name", "kind", "support_phone"))),
    Shape("roster", (ident(), ref("staff"), *some(TIME, "start", "end"))),
)
_CUSTOMERS = (
    Shape(
        "customer",
        (
            ident(),
            *words("name", "name_en", "lang"),
            *some(FLAG, "key_customer"),
            *words("agreed_phone", "email_domain"),
            *some(WHOLE, "return_visit_interval_days"),
            *words("preferred_mode"),
        ),
    ),
    Shape(
        "site",
        (
            ident(),
            ref("customer"),
            *words("name"),
            *some(FLAG, "outlet"),
            *words("address"),
            *some(WHOLE, "travel_minutes"),
        ),
    ),
    Shape("contact", (ident(), ref("customer"), *words("name", "title", "phone", "email"))),
    Shape(
        "contract",
        (
            ident(),
            ref("customer"),
            *words("no"),
            *dates("final_acceptance_date", "maintenance_start", "maintenance_end"),
            *some(FLAG, "remote_standing_authorisation"),
            *some(NUMBER, "day_rate"),
            *words("rounding"),
            *some(OBJECT, "options"),
        ),
    ),
)
_EQUIPMENT = (
    Shape(
        "asset",
        (
            ident(),
            ref("site"),
            *words("asset_class", "name", "model", "serial", "criticality"),
            ref("vendor"),
            *dates("warranty_end"),
            *some(FLAG, "procured_by_us"),
            *words("ip"),
        ),
    ),
    Shape("system_profile", (ident(), ref("asset"), *words("text"), ref("engineers", "staff", kind=WORDS))),
    Shape(
        "part",
        (
            ident(),
            *words("name", "model"),
            *some(WORDS, "compatible_models"),
            *some(WHOLE, "min_qty", "opening_qty"),
            *words("location"),
        ),
    ),
    Shape("loaner", (ident(), *words("name", "model", "serial"), *some(WORDS, "substitutes_models"))),
)
_KNOWLEDGE = (
    Shape(
        "course",
        (
            ident(),
            *words("system", "kind", "title"),
            *some(WHOLE, "version"),
            *some(WORDS, "files"),
            *words("lang"),
        ),
    ),
    Shape("course_account", (ident(), ref("customer"), *words("username", "password_hash"), *some(FLAG, "active"))),
    Shape("advisory", (ident(), ref("vendor"), *some(WORDS, "models"), *words("text"), *dates("published"))),
    Shape(
        "faq",
        (
            ident(),
            *words("system", "question", "answer"),
            ticket_ref("source_ticket"),
            *some(WHOLE, "version"),
            *words("lang"),
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
        ),
    ),
)
_CARE = (
    Shape("improvement", (ident(), *words("text"), ref("owner", "staff"), *words("state"))),
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
_MOVES = (
    MAIL,
    Shape("course_access", (ident(), ref("account", "course_account"), ref("course"), *some(TIME, "at"))),
    Shape(
        "stock_move",
        (
            ident(),
            *some(TIME, "at"),
            *words("kind"),
            ref("part", optional=True),
            Field("qty", WHOLE, optional=True),
            ref("loaner", optional=True),
            ticket_ref(),
            Field("ref", beside="loaner"),
        ),
    ),
    ATTACHMENT,
    BLOB,
    OUTBOX,
)

MASTERS: Mapping[str, Shape] = {
    shape.noun: shape for shape in (*_DESK, *_STAFF, *_CUSTOMERS, *_EQUIPMENT, *_KNOWLEDGE, *_CARE, *_MOVES)
}
"""Type -> its shape."""

POLICY = Shape(
    "policy_version",
    (
        ident(),
        Field("version", ID),
        *words("source", "clauses"),
        *some(TIME, "installed_at"),
    ),
)
"""A policy that does not travel with deskctl travels with the tickets that are pinned to it."""

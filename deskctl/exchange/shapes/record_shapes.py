"""The types of the file except the ticket, in the order in which they are written."""

from collections.abc import Mapping

from deskctl.exchange.shapes.care_shapes import CARE
from deskctl.exchange.shapes.fields import Field, Shape, dates, ident, ref, some, ticket_ref, words
from deskctl.exchange.shapes.kinds import DATE, FLAG, ID, NUMBER, OBJECT, TIME, WHOLE, WORDS, ZONE
from deskctl.exchange.shapes.knowledge_shapes import COURSE_ACCESS, KNOWLEDGE
from deskctl.exchange.shapes.message_shapes import ATTACHMENT, BLOB, MAIL, OUTBOX, REACHED_BY
from deskctl.exchange.shapes.planning_shapes import PLANNING

_RETIRED = Field("retired_at", TIME, optional=True)
_ENDS = (Field("external_id", ID, optional=True), _RETIRED)
_UNVERIFIED = Field("unverified", FLAG, optional=True)

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
    Shape("calendar_year", (ident(), *words("actor"), *some(TIME, "added_at"))),
    Shape("catalog_item", (ident(), *words("name", "name_en"), *some(WORDS, "allowed_levels"), _RETIRED)),
    Shape(
        "mode",
        (ident(), *words("name", "name_en"), *some(WHOLE, "stars_total"), *words("availability"), _RETIRED),
    ),
    Shape("hotline", (ident(), *words("number", "label", "opens", "closes"), _RETIRED)),
)
_STAFF = (
    Shape(
        "staff",
        (
            ident(),
            *words("name", "role"),
            *some(WORDS, "skills"),
            *words("phone"),
            *REACHED_BY,
            *_ENDS,
            Field("user", optional=True),
            Field("roles", WORDS, optional=True),
        ),
    ),
    Shape(
        "certificate",
        (
            ident(),
            ref("staff"),
            *words("name"),
            *dates("expires"),
            Field("no", optional=True),
            Field("issued", DATE, optional=True),
        ),
    ),
    Shape(
        "expert",
        (
            ident(),
            *words("name"),
            *some(FLAG, "internal"),
            ref("staff", optional=True),
            *some(WORDS, "skills"),
            Field("phone", optional=True),
            *_ENDS,
        ),
    ),
    Shape("vendor", (ident(), *words("name", "kind", "support_phone"), *_ENDS)),
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
            _UNVERIFIED,
            *_ENDS,
            ref("merged_into", "customer", optional=True),
            Field("service_start", DATE, optional=True),
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
            *_ENDS,
        ),
    ),
    Shape(
        "contact",
        (
            ident(),
            ref("customer"),
            *words("name", "title", "phone", "email"),
            _UNVERIFIED,
            *_ENDS,
            ref("merged_into", "contact", optional=True),
        ),
    ),
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
            *_ENDS,
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
            *_ENDS,
            ref("merged_into", "asset", optional=True),
        ),
    ),
    Shape("system_profile", (ident(), ref("asset"), *words("text"), ref("engineers", "staff", kind=WORDS), _RETIRED)),
    Shape(
        "part",
        (
            ident(),
            *words("name", "model"),
            *some(WORDS, "compatible_models"),
            *some(WHOLE, "min_qty", "opening_qty"),
            *words("location"),
            *_ENDS,
        ),
    ),
    Shape("loaner", (ident(), *words("name", "model", "serial"), *some(WORDS, "substitutes_models"), *_ENDS)),
)
_MOVES = (
    MAIL,
    COURSE_ACCESS,
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
    *PLANNING,
)

MASTERS: Mapping[str, Shape] = {
    shape.noun: shape for shape in (*_DESK, *_STAFF, *_CUSTOMERS, *_EQUIPMENT, *KNOWLEDGE, *CARE, *_MOVES)
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

STEP_KEY = Shape(
    "step_key",
    (
        Field("id", ID, column="key"),
        ticket_ref(optional=True),
        Field("master", optional=True),
        Field("seq", WHOLE, optional=True),
        Field("recorded_at", TIME),
        Field("content", optional=True),
    ),
    table="receipt",
)
"""The key of an action that was asked for with one, so that it is not taken again after the desk moved."""

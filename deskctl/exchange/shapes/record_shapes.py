"""The types of the file except the ticket, in the order in which they are written.

A type follows from the model of its records; only the differences are declared here.
"""

from collections.abc import Mapping

from deskctl.exchange.shapes.fields import Field, Shape, shape_of, words
from deskctl.exchange.shapes.kinds import ID, ZONE, one_of

PASSWORD = "password_hash"  # noqa: S105 - a column

_TABLES = (
    "meta", "calendar", "holiday", "calendar_day", "calendar_year", "catalog_item", "mode", "hotline",
    "staff", "certificate", "expert", "vendor", "roster",
    "customer", "site", "contact", "contract",
    "asset", "system_profile", "part", "loaner",
    "course", "course_account", "advisory", "faq", "faq_document",
    "improvement", "inspection", "return_visit", "training",
    "checklist", "inspection_plan", "recommendation", "evaluation_summary",
    "mail", "course_access", "stock_move", "attachment", "blob", "outbox",
    "absence", "shift", "callback", "visit", "canned_text",
)  # fmt: skip
_OTHERWISE: Mapping[str, tuple[Field, ...]] = {
    "meta": (Field("tz", ZONE),),
    "course_account": (Field(PASSWORD, optional=True),),
    "stock_move": (Field("ref", beside="loaner"),),
    "attachment": (Field("media_type", column="type"),),
    "visit": (Field("state", one_of("planned", "confirmed", "dropped")),),
}
"""Type -> fields that differ from their columns, in kind or in name."""

_ORDERS = {"expert": ("id", "name", "internal", "staff")}
"""Type -> fields that come first, if their order differs from that of the columns."""

RECORD_SHAPES: Mapping[str, Shape] = {
    table: shape_of(table, _OTHERWISE.get(table, ()), first=_ORDERS.get(table, ())) for table in _TABLES
}
"""Type -> its shape."""

POLICY = shape_of("policy_version")
"""A policy that is not shipped with deskctl is exported with the tickets that are pinned to it."""

STEP_KEY = shape_of("receipt", (Field("id", ID, column="key"),), noun="step_key")
"""The key of an action that was requested with one, so that it is not repeated after the desk has moved."""

HISTORY = shape_of("master_action", noun="history", first=("noun", "id", "seq", "at", "recorded_at"))
"""An action in the history of a record; `noun` is the type of the record."""

MAIL_SEEN = shape_of("mail_seen", words("account", "folder"))
"""A message on a server that was fetched or skipped, so that a desk that has moved does not fetch it again."""

OUTBOX_TRY = shape_of("outbox_try")
"""An attempt to send a message."""

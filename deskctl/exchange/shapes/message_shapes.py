"""The types of the file that are about messages: mails, their files, what the desk sent, and how to reach the staff."""

from deskctl.exchange.shapes.fields import Field, Shape, ident, ref, some, ticket_ref, words
from deskctl.exchange.shapes.kinds import BYTES, FLAG, ID, TIME, WHOLE, WORDS, Kind


def _optional(kind: Kind, *names: str) -> tuple[Field, ...]:
    return tuple(Field(name, kind, optional=True) for name in names)


def _optional_words(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, optional=True) for name in names)


REACHED_BY = (*_optional_words("email"), *_optional(WORDS, "channels"), *_optional_words("quiet", "lang"))
"""How a person of the staff is notified."""

MAIL = Shape(
    "mail",
    (
        ident(),
        *words("message_id"),
        *some(TIME, "received_at"),
        ref("from_contact", "contact"),
        *words("subject"),
        ticket_ref(),
        *_optional_words("account", "sha256", "identity"),
        *_optional(WHOLE, "size"),
        *_optional_words("from_address", "from_name"),
        *_optional(WORDS, "addresses"),
        ref("customer", optional=True),
        *_optional_words("date_header", "kind", "reason"),
        ticket_ref("joins", optional=True),
        *_optional(WORDS, "suggests"),
        *_optional(FLAG, "auto_answer"),
        *_optional_words("answers", "duplicate_of", "text", "text_new", "state"),
        *_optional(TIME, "handled_at"),
        *_optional_words("handled_by"),
    ),
)
ATTACHMENT = Shape(
    "attachment",
    (
        ident(),
        Field("of", ID),
        *words("name"),
        Field("media_type", column="type"),
        *some(WHOLE, "size"),
        *words("sha256"),
        *some(FLAG, "inline"),
        *some(TIME, "added_at"),
        *words("added_by"),
        *_optional_words("kind"),
        *_optional(FLAG, "public"),
        *_optional_words("step"),
        *_optional(WHOLE, "version"),
        *_optional(TIME, "hidden_at", "purged_at"),
    ),
)
BLOB = Shape("blob", (ident(), *some(BYTES, "data")))
OUTBOX = Shape(
    "outbox",
    (
        ident(),
        *some(TIME, "created_at"),
        *words("kind", "channel", "recipient", "state"),
        *_optional_words("message_id"),
        ticket_ref(optional=True),
        ref("mail", optional=True),
        ref("staff", optional=True),
        ref("contact", optional=True),
        *_optional_words("lang", "rule"),
        *_optional(WHOLE, "step"),
        *_optional_words("caused_by", "asked_by", "dedupe", "facts", "subject", "body"),
        *_optional(FLAG, "urgent"),
        *_optional(TIME, "not_before", "next_try", "expires_at"),
        *_optional(WHOLE, "tries"),
        *_optional(FLAG, "uncertain"),
        *_optional_words("receipt"),
        *_optional(TIME, "sent_at", "bounced_at"),
        *_optional_words("bounce_status"),
        *_optional(TIME, "acknowledged_at"),
        *_optional_words("acknowledged_by", "acknowledged_how", "closed_reason"),
    ),
)
MAIL_SEEN = Shape(
    "mail_seen",
    (*words("account", "folder"), *some(WHOLE, "uidvalidity", "uid"), ref("mail", optional=True), *some(TIME, "at")),
)
"""A message on a server that was taken, or left alone: a desk that is moved does not fetch any twice."""
OUTBOX_TRY = Shape(
    "outbox_try", (ref("outbox"), *some(WHOLE, "no"), *some(TIME, "at"), *words("outcome", "code", "words"))
)
"""What a peer answered to a message."""

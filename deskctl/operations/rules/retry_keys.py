"""Retry keys: a repeated operation records nothing, and another operation with the same key is refused."""

import json
from typing import TYPE_CHECKING, Any

from deskctl.errors import BadData, Usage
from deskctl.language.blank import is_blank
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import fields_of
from deskctl.operations.framework.request_context import RequestContext
from deskctl.store.digest import blake2b
from deskctl.store.facts.rows import row_of

if TYPE_CHECKING:
    from deskctl.store.port import Reader, Row

KEY_REUSED = "key_reused"
_RECEIPT = "receipt"
_SIZE = 16


def check_key(key: str | None) -> None:
    """Refuse an empty key; None stands for no key."""
    if key is not None and is_blank(key):
        raise Usage(N_("The key is empty."))


def receipt_of(reader: "Reader", operation: Operation, ticket: int | None, context: RequestContext) -> "Row | None":
    """Return the receipt of an earlier operation with this key; raise `BadData` if that was another operation."""
    row = row_of(reader, _RECEIPT, key=context.key) if context.key is not None else None
    if row is None:
        return None
    content = row["content"]
    same_ticket = ticket is None or row["ticket"] == ticket
    if content == content_of(operation, ticket, context) or (content is None and same_ticket):
        return row
    subject = row["master"] if row["ticket"] is None else ticket_name(row["ticket"])
    raise BadData(
        N_("The key {key} was used for something else, on {subject}."),
        key=context.key,
        subject=subject,
        field="key",
        code=KEY_REUSED,
    )


def content_of(operation: Operation, ticket: int | None, context: RequestContext) -> str:
    """Return a digest of a request: the operation, its ticket, its fields and the note.

    The time is excluded, because a retry has a new one.
    """
    fields = {field.name: getattr(operation, field.attribute) for field in fields_of(type(operation))}
    values = {name: value for name, value in fields.items() if value not in (None, ())}
    whole = [f"{operation.noun}.{operation.verb}", ticket, values, context.note]
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, default=_plain)
    return blake2b(text.encode(), digest_size=_SIZE).hexdigest()


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)

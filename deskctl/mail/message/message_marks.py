"""Reading the headers that show what kind of message it is, and the content of delivery reports."""

import re

from deskctl.mail.message.addresses import addresses_of, clean
from deskctl.mail.message.authentication import is_forged
from deskctl.mail.message.headers import Headers, split_head
from deskctl.mail.message.limits import LIMITS
from deskctl.mail.message.parts import Part
from deskctl.mail.parsed_message import DeliveryReport, MessageMarks

LOOP_HEADER = "x-deskctl-loop"
_DELIVERIES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_RECEIPTS = frozenset({"message/disposition-notification", "message/global-disposition-notification"})
_ID = re.compile(rb"<[^<>\s]{1,900}>")
_BARE_ID = re.compile(rb"[^<>\s]{1,400}@[^<>\s]{1,400}\Z")
_AUTO_REPLY_HEADERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-mail-autoreply")
_SPAM_HEADERS = ("x-spam-flag", "x-spam-status", "x-spam", "x-barracuda-spam-flag")
_EXCERPT = 100_000  # bytes of a body that are searched for an earlier message's id


def marks_of(part: Part) -> MessageMarks:
    """Return the marks in the headers of a message."""
    headers = part.headers
    report_type = part.parameters.get("report-type", "").lower()
    is_receipt = any(inner.type in _RECEIPTS for inner in (part, *part.parts))
    reports = {"delivery-status", "global-delivery-status", *(() if is_receipt else ("",))}
    return MessageMarks(
        auto_submitted=headers.word("auto-submitted").partition(";")[0].strip(),
        auto_reply=any(headers.word(name) not in {"", "no"} for name in _AUTO_REPLY_HEADERS),
        precedence=headers.word("precedence"),
        suppress=headers.word("x-auto-response-suppress"),
        list_id=bool(headers.first("list-id") or headers.first("list-unsubscribe")),
        spam=any(headers.word(name).startswith("yes") for name in _SPAM_HEADERS),
        null_sender=headers.first("return-path").strip() == b"<>",
        unsigned=not any(addresses_of(value) for value in headers.all("from")),
        forged=is_forged(headers),
        report=part.type == "multipart/report" and report_type in reports,
        receipt=is_receipt,
        loop=[value.decode("ascii", "replace").strip()[:100] for value in headers.all(LOOP_HEADER)[:10]],
    )


def ids_of(*values: bytes) -> list[str]:
    """Return the distinct message ids in raw headers."""
    unique: dict[str, None] = {}
    for value in values:
        ids = _ID.findall(value) or ([b"<" + value.strip() + b">"] if _BARE_ID.match(value.strip()) else [])
        for one in ids[: LIMITS.references]:
            unique.setdefault(one.decode("latin-1"))
    return list(unique)


def references_of(headers: Headers) -> list[str]:
    """Return the ids of the messages that a message answers, the most recent first."""
    answered = ids_of(*headers.all("in-reply-to"))
    earlier = ids_of(*headers.all("references"))
    return list(dict.fromkeys([*answered, *reversed(earlier)]))[: LIMITS.references]


def deliveries_of(part: Part) -> list[DeliveryReport]:
    """Return the result for each recipient in a delivery report."""
    deliveries = []
    for inner in part.walk():
        if inner.type in _DELIVERIES:
            deliveries += [_delivery(block) for block in _blocks(inner.data())]
    return [delivery for delivery in deliveries if delivery.action][: LIMITS.addresses]


def _blocks(data: bytes) -> list[bytes]:
    return [block for block in re.split(rb"\r?\n\r?\n", data[:_EXCERPT]) if block.strip()]


def _delivery(block: bytes) -> DeliveryReport:
    headers, _ = split_head(block.strip() + b"\n\n")
    recipient = headers.first("final-recipient") or headers.first("original-recipient")
    address = recipient.decode("latin-1").rpartition(";")[2]
    return DeliveryReport(
        headers.word("action"), headers.word("status").split(" ")[0], clean(address.strip().strip("<>"))
    )


def inner_ids_of(part: Part) -> list[str]:
    """Return the ids of the messages that a bounce or a read receipt contains, names or quotes."""
    ids: list[str] = []
    for inner in part.walk():
        if inner.type in {
            "message/rfc822",
            "text/rfc822-headers",
            "message/rfc822-headers",
            "message/global",
            "message/global-headers",
        }:
            headers, _ = split_head(inner.data() + b"\n\n")
            ids += ids_of(headers.first("message-id"))
        elif inner.type in _RECEIPTS:
            headers, _ = split_head(inner.data().lstrip() + b"\n\n")
            ids += ids_of(headers.first("original-message-id"))
        elif inner.type in {"text/plain", "text/html"} and not inner.parts:
            ids += ids_of(inner.data()[:_EXCERPT])
    return list(dict.fromkeys(ids))[: LIMITS.references]

"""Parsing one message from its bytes."""

import hashlib

from deskctl.language.subject_marks import marks_answer, marks_forward
from deskctl.mail.classification.automatic import is_automatic_reply
from deskctl.mail.classification.bounces import is_bounce
from deskctl.mail.message.addresses import Address, addresses_of
from deskctl.mail.message.arrival import received_of
from deskctl.mail.message.encoded_words import line_of
from deskctl.mail.message.file_names import file_name
from deskctl.mail.message.headers import Headers, split_head
from deskctl.mail.message.identity import identity_of
from deskctl.mail.message.limits import LIMITS, LimitExceeded
from deskctl.mail.message.message_marks import deliveries_of, ids_of, inner_ids_of, marks_of, references_of
from deskctl.mail.message.parts import Part, parse
from deskctl.mail.parsed_message import MailFile, ParsedMail
from deskctl.mail.text.bodies import text_of_message
from deskctl.mail.text.new_text import forwarded_text, new_text, own_text
from deskctl.mail.text.pgp_armour import without_armour

_NUL, _BEGINNING = b"\0", 4_096
_SENDERS = ("from", "sender", "reply-to", "return-path")


def read_message(raw: bytes) -> tuple[ParsedMail, list[bytes]]:
    """Parse a message; return its content and its attachments, beyond the limits only the headers."""
    try:
        part = parse(raw)
    except LimitExceeded as beyond:
        return read_headers(raw, beyond.code), []
    if not part.headers.fields and _NUL in raw[:_BEGINNING]:
        return read_headers(raw, "not_a_mail"), []
    reading = _of_headers(part.headers, _charset_of(part))
    reading.identity = identity_of(part.headers, raw_body(raw))
    reading.signs = marks_of(part)
    if reading.signs.receipt or reading.signs.null_sender or is_bounce(reading):
        reading.deliveries, reading.inner_ids = deliveries_of(part), inner_ids_of(part)
    words = text_of_message(part)
    reading.text = words.text.strip("\n").rstrip()
    leading = len(words.text) - len(words.text.lstrip("\n"))
    quote = None if words.quote is None else max(0, words.quote - leading)
    reading.text_new = _new_text_of(reading, quote)
    used = {id(inner) for inner in words.used}
    files = [inner for inner in part.walk() if _is_file(inner) and id(inner) not in used]
    contents = [inner.data() for inner in files]
    reading.files = [_file(inner, data) for inner, data in zip(files, contents, strict=True)]
    return reading, contents


def _new_text_of(reading: ParsedMail, quote: int | None) -> str:
    """Return the new text of a message, by its subject and references: an answer, a forwarded message or neither."""
    text = without_armour(reading.text)
    if marks_forward(reading.subject):
        return forwarded_text(text, quote)
    is_answer = bool(reading.references) or not reading.subject or marks_answer(reading.subject)
    if is_answer or is_automatic_reply(reading) or is_bounce(reading):
        return new_text(text, quote)
    return own_text(text)


def read_headers(raw: bytes, problem: str) -> ParsedMail:
    """Parse only the headers of a message; `problem` names the problem with the rest."""
    try:
        headers, _ = split_head(raw[: LIMITS.header_bytes])
    except LimitExceeded:
        headers = Headers(())
    reading = _of_headers(headers, "")
    reading.identity = hashlib.sha256(raw).hexdigest()
    reading.signs = marks_of(Part(headers, b"", "text/plain", {}, "", ""))
    reading.problem = problem
    return reading


def raw_body(raw: bytes) -> bytes:
    """Return the bytes below the headers."""
    return split_head(raw)[1]


def _charset_of(part: Part) -> str:
    """Return the charset of the first part that names one, which raw bytes in headers probably have too."""
    return next((inner.parameters["charset"] for inner in part.walk() if inner.parameters.get("charset")), "")


def _of_headers(headers: Headers, charset: str) -> ParsedMail:
    sender = _sender_of(headers, charset)
    recipients = [
        address.address for name in ("to", "cc") for value in headers.all(name) for address in addresses_of(value)
    ]
    return ParsedMail(
        message_id=(ids_of(headers.first("message-id")) or [""])[0],
        references=references_of(headers),
        subject=line_of(headers.first("subject"), LIMITS.subject, charset),
        from_address=sender.address,
        from_name=sender.name,
        to=list(dict.fromkeys(recipients))[: LIMITS.addresses],
        reply_to=[address.address for value in headers.all("reply-to") for address in addresses_of(value)][:10],
        date_header=line_of(headers.first("date"), 100),
        received=received_of(headers),
    )


def _sender_of(headers: Headers, charset: str) -> Address:
    """Return the first address of the sender in the headers, or the reply address if there is no other."""
    for name in _SENDERS:
        for value in headers.all(name):
            if addresses := addresses_of(value, charset):
                return addresses[0]
    return Address("")


def _is_file(part: Part) -> bool:
    return not part.type.startswith("multipart/")


def _file(part: Part, data: bytes) -> MailFile:
    embedded = (
        bool(part.headers.first("content-id")) and part.type.startswith("image/") and part.disposition != "attachment"
    )
    return MailFile(file_name(part, data), part.type, part.disposition == "inline" or embedded, len(data))

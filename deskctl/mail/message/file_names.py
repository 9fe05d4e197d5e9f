"""The names of attachments, also of those that a client sends without one."""

from deskctl.mail.message.encoded_words import line_of
from deskctl.mail.message.headers import split_head
from deskctl.mail.message.parts import Part

_MAIL, _INVITATION = "message/rfc822", "text/calendar"
_LONGEST = 100
_HEAD = 100_000  # bytes of an attached mail in which its subject is searched


def file_name(part: Part, data: bytes) -> str:
    """Return the name of an attachment: as sent, else by the subject of an attached mail, or for an invitation."""
    if part.name:
        return part.name
    if part.type == _MAIL:
        headers, _body = split_head(data[:_HEAD] + b"\n\n")
        return f"{line_of(headers.first('subject'), _LONGEST) or 'message'}.eml"
    return "invitation.ics" if part.type == _INVITATION else ""

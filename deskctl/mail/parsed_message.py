"""The parsed content of a message, independent of the desk."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

TOO_BIG = "too_big"
"""The problem of a mail of which only the beginning is stored; unlike any other, it does not hide the mail."""


@dataclass(slots=True)
class MailFile:
    """An attachment as it was sent; its bytes are passed separately."""

    name: str
    type: str
    inline: bool
    size: int


@dataclass(slots=True)
class DeliveryReport:
    """A mail server's report about one recipient of an earlier message."""

    action: str
    status: str
    recipient: str


@dataclass(slots=True)
class MessageMarks:
    """The marks by which servers and clients declare the sort of a message."""

    auto_submitted: str = ""
    auto_reply: bool = False
    precedence: str = ""
    suppress: str = ""
    list_id: bool = False
    spam: bool = False
    null_sender: bool = False
    report: bool = False
    receipt: bool = False
    unsigned: bool = False
    forged: bool = False
    loop: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ParsedMail:
    """The content of one message; `identity` is the hash of the parts that do not change in transit."""

    identity: str = ""
    message_id: str = ""
    references: list[str] = field(default_factory=list)
    inner_ids: list[str] = field(default_factory=list)
    subject: str = ""
    from_address: str = ""
    from_name: str = ""
    to: list[str] = field(default_factory=list)
    reply_to: list[str] = field(default_factory=list)
    date_header: str = ""
    received: str = ""
    text: str = ""
    text_new: str = ""
    files: list[MailFile] = field(default_factory=list)
    deliveries: list[DeliveryReport] = field(default_factory=list)
    signs: MessageMarks = field(default_factory=MessageMarks)
    problem: str = ""

    def as_object(self) -> dict[str, Any]:
        """Return the content as a JSON object."""
        return asdict(self)

    def without_nul(self) -> "ParsedMail":
        """Return the message with SUBSTITUTE for each NUL, since no text of a server can contain one."""
        return self.from_object(_without_nul(self.as_object()))

    @classmethod
    def from_object(cls, value: dict[str, Any]) -> "ParsedMail":
        """Create it from a JSON object that another process wrote."""
        names = {name.name for name in fields(cls)}
        inner = {
            "files": [MailFile(**file) for file in value.get("files", ())],
            "deliveries": [DeliveryReport(**delivery) for delivery in value.get("deliveries", ())],
            "signs": MessageMarks(**value.get("signs", {})),
        }
        return cls(**{name: item for name, item in value.items() if name in names} | inner)


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "\x1a")
    if isinstance(value, list):
        return [_without_nul(item) for item in value]
    return {key: _without_nul(item) for key, item in value.items()} if isinstance(value, dict) else value

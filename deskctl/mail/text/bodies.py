"""Choosing the text of a message among its parts; the rest are attachments."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from deskctl.mail.message.charsets import decode
from deskctl.mail.message.limits import LIMITS
from deskctl.mail.message.parts import Part
from deskctl.mail.text.entities import unescape
from deskctl.mail.text.html import text_of_html

_READ = frozenset({"text/plain", "text/html", "text/enriched", "text/markdown"})
_NO_HTML = (
    "does not support html", "cannot display html", "view it in html", "html-capable", "html compatible",
    "不支持html", "不支持 html", "无法显示html", "html格式的邮件", "您的邮件客户端",
)  # fmt: skip
_ENTITY = "&nbsp;"
"""QQ writes the entities of its page into the plain text beside it."""
_ESCAPED_QUOTE = re.compile(r"-&nbsp;(?:原始邮件|原始郵件|Original)&nbsp;-")
_SHORT = 400  # a text that only says "your client cannot show HTML" is not longer


@dataclass(slots=True)
class MailText:
    """The text of a message; `quote` is the line where a quoted message begins, if the markup marks it."""

    text: str = ""
    quote: int | None = None
    used: list[Part] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Return True if there is anything to read."""
        return bool(self.text.strip())


def text_of_message(part: Part) -> MailText:
    """Return the text of a message or of a part."""
    if part.type.startswith("multipart/"):
        return _of_many(part)
    if part.type not in _READ or part.name or part.disposition == "attachment":
        return MailText()
    return _of_text(part)


def _of_many(part: Part) -> MailText:
    if part.type == "multipart/alternative":
        return _best([text_of_message(inner) for inner in part.parts])
    if part.type in {"multipart/related", "multipart/report", "multipart/signed"}:
        return _first(map(text_of_message, part.parts if part.type == "multipart/related" else part.parts[:1]))
    bodies = [words for words in map(text_of_message, part.parts) if words.used]
    return _together(bodies) if len(bodies) > 1 else bodies[0] if bodies else MailText()


def _first(bodies: Iterable[MailText]) -> MailText:
    """Return the first text that comes from a part at all."""
    return next((words for words in bodies if words.used), MailText())


def _best(bodies: list[MailText]) -> MailText:
    """Return the plain alternative of a text, unless it is empty, refers to the HTML, or was made of it carelessly."""
    usable = [words for words in bodies if words]
    plain = [words for words in usable if words.used[0].type != "text/html" and not _is_worse(words.text)]
    chosen = (plain or usable or [MailText()])[0]
    used = [part for words in bodies for part in words.used]
    return MailText(chosen.text, chosen.quote, used)


def _is_worse(text: str) -> bool:
    if _ENTITY in text:
        return True
    folded = text.strip().lower()
    return len(folded) <= _SHORT and any(words in folded for words in _NO_HTML)


def _together(bodies: list[MailText]) -> MailText:
    whole = MailText()
    for words in bodies:
        lines = whole.text.count("\n") + 1 if whole.text else 0
        if whole.quote is None and words.quote is not None:
            whole.quote = words.quote + lines
        whole.text = f"{whole.text}\n{words.text}" if whole.text else words.text
        whole.used += words.used
    return whole


def _of_text(part: Part) -> MailText:
    markup = part.type == "text/html"
    text = decode(part.data(), part.parameters.get("charset", ""), markup=markup)[: LIMITS.text]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if markup:
        return MailText(*text_of_html(text), [part])
    if _ESCAPED_QUOTE.search(text):
        text = unescape(text)
    flowed = part.parameters.get("format", "").lower() == "flowed"
    return MailText(
        _unfolded(text, part.parameters.get("delsp", "").lower() == "yes") if flowed else text, None, [part]
    )


def _unfolded(text: str, without_space: bool) -> str:
    """Join the lines of a `format=flowed` text, which end with a space if they continue."""
    out: list[list[str]] = []
    open_line = False
    for raw in text.split("\n"):
        line = raw.removeprefix(" ") if raw.startswith((" >", " From ", "  ")) else raw
        if open_line and not line.startswith(">"):
            out[-1].append(line)
        else:
            out.append([line])
        open_line = line.endswith(" ") and line != "-- " and not line.startswith(">")
        if open_line and without_space:
            out[-1][-1] = line[:-1]
    return "\n".join(map("".join, out))

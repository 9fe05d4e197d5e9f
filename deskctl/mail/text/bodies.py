"""Choosing the text of a message among its parts; the rest are attachments."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from deskctl.mail.message.charsets import charset_of_page, codec_of, decode
from deskctl.mail.message.limits import LIMITS
from deskctl.mail.message.parts import Part
from deskctl.mail.text.entities import unescape
from deskctl.mail.text.html import text_of_html

_READ = frozenset({"text/plain", "text/html", "text/enriched", "text/markdown"})
_NO_HTML = (
    "does not support html", "cannot display html", "view it in html", "html-capable", "html compatible",
    "不支持html", "不支持 html", "无法显示html", "html格式的邮件", "您的邮件客户端",
)  # fmt: skip
_HTML = "html"
_PAGE, _INVITATION = "text/html", "text/calendar"
_TAG = re.compile(r"\s*<(?:!doctype|html|body|div|p|table|span|font)[\s>]", re.IGNORECASE)
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
    """Return the text of a message; without any that of the first part that is named like a file, which it remains."""
    words = _of_part(part)
    if words.used:
        return words
    named = next((inner for inner in part.walk() if _is_text(inner) and inner.disposition != "attachment"), None)
    return replace(_of_text(named), used=[]) if named else words


def _of_part(part: Part) -> MailText:
    if part.type.startswith("multipart/"):
        return _of_many(part)
    if not _is_text(part) or part.name or part.disposition == "attachment":
        return MailText()
    return _of_text(part)


def _is_text(part: Part) -> bool:
    return part.type in _READ


def _of_many(part: Part) -> MailText:
    if part.type == "multipart/alternative":
        words = _best([_of_part(inner) for inner in part.parts])
        words.used += [inner for inner in part.parts if words and _is_another_form(inner)]
        return words
    if part.type in {"multipart/related", "multipart/report", "multipart/signed"}:
        return _first(map(_of_part, part.parts if part.type == "multipart/related" else part.parts[:1]))
    bodies = [words for words in map(_of_part, part.parts) if words.used]
    return _together(bodies) if len(bodies) > 1 else bodies[0] if bodies else MailText()


def _first(bodies: Iterable[MailText]) -> MailText:
    """Return the first text that comes from a part at all."""
    return next((words for words in bodies if words.used), MailText())


def _best(bodies: list[MailText]) -> MailText:
    """Return the plain alternative of a text, unless it is empty, refers to the HTML, or was made of it carelessly."""
    usable = [words for words in bodies if words]
    pages = [words for words in usable if words.used[0].type == _PAGE]
    page = pages[0].text if pages else ""
    plain = [words for words in usable if words.used[0].type != _PAGE and not _is_worse(words.text, page)]
    chosen = (plain or pages or usable or [MailText()])[0]
    used = [part for words in bodies for part in words.used]
    return MailText(chosen.text, chosen.quote, used)


def _is_worse(text: str, page: str) -> bool:
    """Return True if a plain text is careless, or only a hint at the page beside it."""
    if _ENTITY in text or (page and _TAG.match(text)):
        return True
    folded = text.strip().lower()
    if len(folded) > _SHORT:
        return False
    is_hint = bool(page) and _HTML in folded and _HTML not in page.lower()
    return is_hint or any(words in folded for words in _NO_HTML)


def _is_another_form(part: Part) -> bool:
    """Return True for a form of a text that is not read, such as one for watches."""
    is_text = part.type.startswith("text/") and part.type != _INVITATION
    return is_text and not part.name and part.disposition != "attachment"


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
    markup = part.type == _PAGE
    data = part.data()
    text = decode(data, _charset_of(part, data, markup=markup), markup=markup)[: LIMITS.text]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if markup:
        return MailText(*text_of_html(text), [part])
    if _ESCAPED_QUOTE.search(text):
        text = unescape(text)
    flowed = part.parameters.get("format", "").lower() == "flowed"
    return MailText(
        _unfolded(text, part.parameters.get("delsp", "").lower() == "yes") if flowed else text, None, [part]
    )


def _charset_of(part: Part, data: bytes, *, markup: bool) -> str:
    """Return the charset of a text: of its header, unless a page names another and the header none."""
    label = part.parameters.get("charset", "")
    return charset_of_page(data) if markup and codec_of(label) in {"", "ascii"} else label


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

"""The forms in which mail clients introduce the quoted message."""

import re

_FROM = r"(?:发件人|寄件者|寄件人|差出人|From|发自|Von|De|Da|Van|보낸\s?사람)"
_SENT = (
    r"(?:发送时间|发件时间|发送日期|日\s*期|傳送時間|傳送日期|寄件日期|时间|送信日時|Sent|Date|Sent at|Gesendet|Envoyé"
    r"|Enviado(?: el)?|Enviada em|Fecha|Inviato|Data|Verzonden|Datum|보낸\s?날짜|날짜)"
)
_TO_OR_SUBJECT = (
    r"(?:收件人|收件者|主\s*题|主旨|抄\s*送|To|Subject|Cc|主題|宛先|件名|An|Betreff|À|Objet|Para|Asunto|Assunto|A"
    r"|Oggetto|Aan|Onderwerp|받는\s?사람|제목)"
)
_COLON = "[:：]"
_DASH = "[-—–‐_=*]"
_SEPARATOR = re.compile(
    rf"[\s>]*(?:{_DASH}{{2,}}\s*(?:原始邮件|原始信息|原邮件|回复的原邮件|转发的邮件|转发的消息|转发邮件信息|原始郵件|邮件原件"
    r"|Original Message|Original|Original Mail|Original Email|Forwarded message|Forwarded Message|Reply message"
    rf"|Replied Message)\s*{_DASH}{{2,}}|{_DASH}{{2,}}邮件原文{_DASH}{{2,}}.*"
    rf"|(?:Begin forwarded message|下面是被转发的邮件|开始转发的(?:邮件|信息)){_COLON})\s*\Z",
    re.IGNORECASE,
)
_TITLE = re.compile(r"[\s>]*(?:原始邮件|原始郵件|Original Message|Original)\s*\Z", re.IGNORECASE)
"""What QQ writes above the head of the quoted message, without dashes."""
_ENDS_QUOTE = re.compile(
    rf"(?:写道|写到|寫道|wrote|writes|schrieb|a écrit)\s*(?:{_COLON}\s*(?:-{{3,}})?|-{{3,}})?\s*\Z",
    re.IGNORECASE,
)
_ENDS_WITH_NAME = re.compile(rf"\bschrieb\b.{{1,400}}{_COLON}\Z")
_STARTS_QUOTE = re.compile(
    r"[\s>]*(?:在|于|於|On|At|Am|Le|\d{4}\s*[-年/.]|\"|“|[^<>]{1,60}<[^<>\s]{1,320}>"
    r"|[^<>\n]{1,60}? [于於] ?\d{4}[-年/.]|-{3,}[^-])",
    re.IGNORECASE,
)
_DATE_OR_ADDRESS = re.compile(r"\d{4}|\d\s?[-/.年月:]\s?\d|@")
"""What a client names in "On ... wrote:", unlike a person who quotes a screen."""
_DATE = re.compile(r"\d{4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
_GROUPWISE = re.compile(r">>> .{1,400} >>>\s*\Z")
_HEAD_FROM = re.compile(rf"[\s>*]*{_FROM}\s*\**\s*{_COLON}\**", re.IGNORECASE)
_HEAD_MORE = re.compile(rf"[\s>*]*(?:{_SENT}|{_TO_OR_SUBJECT})\s*\**\s*{_COLON}", re.IGNORECASE)
_RULE = re.compile(rf"[\s>]*{_DASH}{{10,}}\s*\Z")
_LONG_LINE = 1_000
_ATTRIBUTION_LINES = 3
_HEAD_LINES = 6


def begins_quote(lines: list[str], place: int) -> bool:
    """Return True if a quoted message begins at a line."""
    line = lines[place].replace("\xa0", " ")
    if len(line) > _LONG_LINE:
        return False
    if _SEPARATOR.match(line) or _is_title(lines, place) or (_GROUPWISE.match(line) and _DATE_OR_ADDRESS.search(line)):
        return True
    return attribution_end(lines, place) is not None or _begins_head(lines, place)


def attribution_end(lines: list[str], place: int) -> int | None:
    """Return the last line of "On ... wrote:" beginning at a line, in the words of a client or in any language."""
    known = _known_attribution_end(lines, place)
    return _end_above_marks(lines, place) if known is None else known


def _known_attribution_end(lines: list[str], place: int) -> int | None:
    """Return the last line of "On ... wrote:" beginning at a line; clients fold it into up to three lines."""
    if not _STARTS_QUOTE.match(lines[place][:_LONG_LINE]):
        return None
    for end in range(place, min(place + _ATTRIBUTION_LINES, len(lines))):
        line = lines[end].rstrip(" \xa0>")
        if not line.strip() or len(line) > _LONG_LINE:
            return None
        if _ENDS_QUOTE.search(line[-20:]) or _ENDS_WITH_NAME.search(line):
            return end if _DATE_OR_ADDRESS.search("\n".join(lines[place : end + 1])) else None
    return None


def _end_above_marks(lines: list[str], place: int) -> int | None:
    """Return the last line of an introduction in any language: date, address and colon above a marked line."""
    for end in range(place, min(place + 2, len(lines))):
        text = " ".join(lines[place : end + 1]).rstrip()
        if len(text) > _LONG_LINE or not lines[end].strip() or (end > place and _is_introduction(lines[end])):
            return None
        if _is_introduction(text):
            following = next((line for line in lines[end + 1 : end + _HEAD_LINES] if line.strip()), "")
            return end if following.lstrip().startswith(">") else None
    return None


def _is_introduction(text: str) -> bool:
    return text.rstrip().endswith((":", "：")) and "@" in text and bool(_DATE.search(text))


def is_separator(line: str) -> bool:
    """Return True if a line announces the original message."""
    return len(line) <= _LONG_LINE and bool(_SEPARATOR.match(line.replace("\xa0", " ")))


def is_rule(line: str) -> bool:
    """Return True if a line consists of dashes, which some clients write above the head of the original message."""
    return len(line) <= _LONG_LINE and bool(_RULE.match(line))


def _is_title(lines: list[str], place: int) -> bool:
    """Return True if a line is the title above the head of the original message."""
    if not _TITLE.match(lines[place]):
        return False
    following = next((line for line in lines[place + 1 : place + _HEAD_LINES] if line.strip()), "")
    return bool(_HEAD_FROM.match(following[:_LONG_LINE]))


def _begins_head(lines: list[str], place: int) -> bool:
    """Return True if a line names a sender and two of the next lines a date, recipient or subject."""
    if not _HEAD_FROM.match(lines[place][:_LONG_LINE]):
        return False
    following = [line for line in lines[place + 1 : place + _HEAD_LINES] if line.strip()]
    return sum(bool(_HEAD_MORE.match(line[:_LONG_LINE])) for line in following) >= 2  # noqa: PLR2004 - of three or four

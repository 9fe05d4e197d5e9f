"""The new part of a message: the sender's own text, without quoted messages and the signature.

The cut is for display only; the whole text is stored too. Without text above a quote, the text below it is shown, and
without that the whole; so is a text that is nothing but a signature. Answers between quoted lines are shown with them.
"""

import re

from deskctl.mail.text.answers_in_quote import answer_below, answers_between, is_marked
from deskctl.mail.text.quote_marks import attribution_end, begins_quote, is_rule, is_separator
from deskctl.mail.text.signatures import without_signature

_INVISIBLE = " \t\n\r\f\v\xa0\u3000\u200b\u200c\u200d\ufeff"
_MANY_LINES = 20_000  # a longer text is a log, not a conversation: only its first lines are searched
_GREETING = re.compile(
    r"\s*(?:.{0,40}[,，:：]|(?:您好|你好|Hi\b|Hello|Dear|Good (?:morning|day|afternoon)).{0,30}"
    r"|(?:谢谢|感谢|好的|收到|Thanks|Thank you|OK\b).{0,30}|.{0,40}(?:见下|如下|below|inline).{0,20})\s*\Z",
    re.IGNORECASE,
)
"""A line that is not yet an answer."""


def new_text(text: str, quote: int | None = None) -> str:
    """Return the new part of an answer; `quote` is the line where a quoted message begins, if known."""
    lines = text.split("\n")
    start = _first_quote(lines, quote)
    above = without_signature(_without_last_quote(lines[:start], ends=start == len(lines)))
    quoted = without_signature(_attributed(lines, start))
    if not any(line.strip() for line in above):
        shown = answers_between(quoted) or _below(lines, start) or without_signature(lines) or lines
    else:
        shown = _with_answers(above, quoted)
    return _trimmed(shown)


def forwarded_text(text: str, quote: int | None = None) -> str:
    """Return the text of a mail that forwards a message: the words above it without the signature, and the message."""
    lines = text.split("\n")
    start = _first_quote(lines, quote)
    above = without_signature(lines[:start])
    return _trimmed([*above, "", *lines[start:]]) if start < len(lines) else own_text(text)


def own_text(text: str) -> str:
    """Return the text of a mail that answers no other, without the signature."""
    lines = text.split("\n")
    return _trimmed(without_signature(lines) or lines)


def _trimmed(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n").rstrip(_INVISIBLE)


def _with_answers(above: list[str], quoted: list[str]) -> list[str]:
    """Return the lines above a quoted message with the answers in it; below it a server may have added a line."""
    words = [line for line in above if line.strip()]
    is_greeting = len(words) == 1 and bool(_GREETING.match(words[0]))
    answers = answers_between(quoted) or (answer_below(quoted) if is_greeting else [])
    return [*above, "", *answers] if answers else above


def _attributed(lines: list[str], start: int) -> list[str]:
    """Return the lines below "On ... wrote:" at a line; none if that does not begin the quoted message."""
    last = attribution_end(lines, start) if start < len(lines) else None
    return [] if last is None else lines[last + 1 :]


def _first_quote(lines: list[str], quote: int | None) -> int:
    """Return the line where the first quoted message begins, or the number of lines."""
    for place in range(min(len(lines), _MANY_LINES)):
        if place == quote or begins_quote(lines, place):
            return place
    return len(lines) if quote is None else min(quote, len(lines))


def _without_last_quote(lines: list[str], *, ends: bool) -> list[str]:
    """Return the lines without the quoted ones at their end, and without a rule there unless the text `ends`."""
    end = len(lines)
    while end and (lines[end - 1].startswith(">") or not lines[end - 1].strip()):
        end -= 1
    if end and not ends and is_rule(lines[end - 1]):
        return lines[: end - 1]
    return lines[:end]


def _below(lines: list[str], start: int) -> list[str]:
    """Return the lines of the answer below a quote; none if they cannot be distinguished from it."""
    if start < len(lines) and is_separator(lines[start]):
        return []
    last = attribution_end(lines, start) if start < len(lines) else None
    after = lines[(start if last is None else last) + 1 :]
    if not any(is_marked(line) for line in after):
        return []
    own = [line for line in after if not is_marked(line)]
    own = without_signature(own)
    return own if any(line.strip() for line in own) else []

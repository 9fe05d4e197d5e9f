"""The new part of a message: the sender's own text, without quoted messages and the signature.

The cut is for display only; the whole text is stored too. Without text above a quote, the text below it is shown, and
without that the whole; so is a text that is nothing but a signature.
"""

from deskctl.mail.text.quote_marks import attribution_end, begins_quote, is_rule, is_separator
from deskctl.mail.text.signatures import without_signature

_MANY_LINES = 20_000  # a longer text is a log, not a conversation: only its first lines are searched


def new_text(text: str, quote: int | None = None) -> str:
    """Return the new part of a text; `quote` is the line where a quoted message begins, if known."""
    lines = text.split("\n")
    start = _first_quote(lines, quote)
    above = without_signature(_without_last_quote(lines[:start], ends=start == len(lines)))
    shown = above if any(line.strip() for line in above) else _below(lines, start) or without_signature(lines) or lines
    return "\n".join(shown).strip("\n").rstrip()


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
    if not any(line.lstrip().startswith(">") for line in after):
        return []
    own = [line for line in after if not line.lstrip().startswith(">")]
    own = without_signature(own)
    return own if any(line.strip() for line in own) else []

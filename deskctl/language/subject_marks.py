"""The marks that mail clients put before the subject of an answer or of a forwarded message."""

import re

_TAGS = r"\s*(?:[\[【［][^\]】］]{1,40}[\]】］]\s*)*"
_COUNT = r"\s*(?:[\[(]\d{1,3}[\])]|\^\d{1,3})?\s*[:：]"
_ANSWER = re.compile(rf"{_TAGS}(?:Re|Res|R|AW|SV|VS|Antw|RIF|Odp|回复|回覆|答复|答覆|返信|回信){_COUNT}", re.IGNORECASE)
_FORWARD = re.compile(rf"{_TAGS}(?:Fwd?|WG|TR|RV|I|VL|Enc|转发|转寄|轉發|轉寄|転送){_COUNT}", re.IGNORECASE)


def marks_answer(subject: str) -> bool:
    """Return True if the outermost mark of a subject is that of an answer."""
    return bool(_ANSWER.match(subject))


def marks_forward(subject: str) -> bool:
    """Return True if the outermost mark of a subject is that of a forwarded message."""
    return bool(_FORWARD.match(subject))

"""Finding ticket numbers in subjects."""

import re

_BRACKETED = re.compile(r"[\[【［]\s*T-(\d{1,9})\s*[\]】］]", re.IGNORECASE)
_BARE = re.compile(r"(?<![A-Za-z0-9])T-(\d{1,9})(?!\d)", re.IGNORECASE)


def bracketed_numbers(subject: str) -> list[int]:
    """Return the distinct ticket numbers in brackets, the form that the desk writes."""
    return _distinct(_BRACKETED.findall(subject))


def all_numbers(subject: str) -> list[int]:
    """Return all distinct ticket numbers in a subject."""
    return _distinct(_BARE.findall(subject))


def _distinct(numbers: list[str]) -> list[int]:
    return list(dict.fromkeys(int(number) for number in numbers))

"""Find the ticket numbers that a subject names."""

import re

_BRACKETED = re.compile(r"[\[【［]\s*T-(\d{1,9})\s*[\]】］]", re.IGNORECASE)
_BARE = re.compile(r"(?<![A-Za-z0-9])T-(\d{1,9})(?!\d)", re.IGNORECASE)


def bracketed_numbers(subject: str) -> list[int]:
    """Return the ticket numbers in brackets, as the desk writes them, each once."""
    return _once(_BRACKETED.findall(subject))


def all_numbers(subject: str) -> list[int]:
    """Return all ticket numbers in a subject, each once."""
    return _once(_BARE.findall(subject))


def _once(numbers: list[str]) -> list[int]:
    return list(dict.fromkeys(int(number) for number in numbers))

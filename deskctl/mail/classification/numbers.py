"""Finding ticket numbers in subjects, where clients replace hyphens, brackets and digits by others."""

import re
from unicodedata import normalize

_HYPHEN = "[-‐‑‒–—−]"
_BRACKETED = re.compile(rf"[\[【]\s*T\s*{_HYPHEN}\s*(\d{{1,9}})\s*[\]】]", re.IGNORECASE)
_BARE = re.compile(rf"(?<![A-Za-z0-9])T{_HYPHEN}(\d{{1,9}})(?!\d)", re.IGNORECASE)


def bracketed_numbers(subject: str) -> list[int]:
    """Return the distinct ticket numbers in brackets, the form that the desk writes."""
    return _distinct(_BRACKETED.findall(_plain(subject)))


def all_numbers(subject: str) -> list[int]:
    """Return all distinct ticket numbers in a subject."""
    return _distinct(_BARE.findall(_plain(subject)))


def _plain(subject: str) -> str:
    """Return a subject with ordinary characters in place of those of full width."""
    return normalize("NFKC", subject)


def _distinct(numbers: list[str]) -> list[int]:
    return list(dict.fromkeys(int(number) for number in numbers))

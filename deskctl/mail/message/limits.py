"""The limits for parsing a message; no genuine mail exceeds them."""

from dataclasses import dataclass


class LimitExceeded(Exception):
    """A message exceeds the limit named by `code`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits within which a message is parsed."""

    depth: int = 20
    parts: int = 1_000
    headers: int = 10_000
    addresses: int = 1_000
    references: int = 200
    header_bytes: int = 4 << 20
    subject: int = 2_000
    text: int = 2_000_000


LIMITS = Limits()

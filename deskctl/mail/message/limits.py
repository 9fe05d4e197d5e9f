"""How much of a message is read: beyond these bounds no honest mail goes."""

from dataclasses import dataclass


class TooMuch(Exception):
    """A message goes beyond a limit; `code` names which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds within which a message is read."""

    depth: int = 20
    parts: int = 1_000
    headers: int = 10_000
    addresses: int = 1_000
    references: int = 200
    header_bytes: int = 4 << 20
    subject: int = 2_000
    text: int = 2_000_000


LIMITS = Limits()

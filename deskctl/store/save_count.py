"""Count the transactions that this process has committed."""

_saved: list[None] = []


def note_saved() -> None:
    """Count a committed transaction."""
    _saved.append(None)


def times_saved() -> int:
    """Return how many transactions this process has committed."""
    return len(_saved)

"""How often this program has saved something."""

_saved: list[None] = []


def note_saved() -> None:
    """Note that a transaction was saved."""
    _saved.append(None)


def times_saved() -> int:
    """Return how many transactions this program has saved."""
    return len(_saved)

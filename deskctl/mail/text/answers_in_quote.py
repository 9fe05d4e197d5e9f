"""The sender's answers between the marked lines of a quoted message, or below them."""

_MARK = ">"
_WRAPPED = 60
"""A client that wraps a quoted line of at least this length continues it on a line without a mark."""


def answers_between(quoted: list[str]) -> list[str]:
    """Return a quoted message through the last answer, if a marked line follows the first; the question is needed."""
    own = _own_places(quoted)
    last_mark = max((place for place, line in enumerate(quoted) if is_marked(line)), default=-1)
    return quoted[: own[-1] + 1] if own and own[0] < last_mark else []


def answer_below(quoted: list[str]) -> list[str]:
    """Return the lines below the last marked line."""
    own = _own_places(quoted)
    return quoted[own[0] :] if own else []


def is_marked(line: str) -> bool:
    """Return True if a line is marked as quoted."""
    return line.lstrip().startswith(_MARK)


def _own_places(quoted: list[str]) -> list[int]:
    """Return the places of the sender's own lines; a message whose first line is not marked has none."""
    first = next((line for line in quoted if line.strip()), "")
    if not is_marked(first):
        return []
    return [
        place
        for place, line in enumerate(quoted)
        if line.strip() and not is_marked(line) and not _continues(quoted[place - 1])
    ]


def _continues(line: str) -> bool:
    return is_marked(line) and len(line) >= _WRAPPED

"""The marked rows of a table: marked one by one, as a range that follows the cursor, or all."""

from collections.abc import Collection, Sequence

from textual.binding import Binding

from deskctl.language.i18n import N_

MARK_KEYS = (
    Binding(
        "space", "mark", N_("Mark"), show=False, id="list.mark",
        tooltip=N_("mark the ticket; the next action applies to all marked ones"),
    ),
    Binding(
        "V", "mark_range", N_("Mark a range"), show=False, id="list.mark-range",
        tooltip=N_("mark all from here to where the cursor goes; V again ends it"),
    ),
    Binding(
        "asterisk", "mark_all", N_("Mark all"), key_display="*", show=False, id="list.mark-all",
        tooltip=N_("mark all that are shown, or none"),
    ),
)  # fmt: skip


class MarkedRows:
    """The marked tickets by number."""

    def __init__(self) -> None:
        self._marks: set[int] = set()
        self._before: set[int] = set()
        self._anchor: int | None = None

    def __bool__(self) -> bool:
        return bool(self._marks)

    def __contains__(self, number: int) -> bool:
        return number in self._marks

    def among(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """Return which of these tickets are marked, in order."""
        return tuple(number for number in numbers if number in self._marks) if self._marks else ()

    def drop(self, numbers: Collection[int] | None = None) -> None:
        """Remove the marks of these tickets, or all marks, and end a range."""
        self._marks = set() if numbers is None else self._marks.difference(numbers)
        self._anchor = None

    def toggle(self, number: int) -> None:
        """Mark or unmark a ticket, and end a range."""
        self._marks, self._anchor = self._marks ^ {number}, None

    def toggle_all(self, numbers: Sequence[int]) -> None:
        """Mark all of these tickets, or unmark them if all are marked."""
        self._marks = set() if self._marks.issuperset(numbers) else set(numbers)
        self._anchor = None

    def begin_or_end(self, number: int) -> None:
        """Begin a range at a ticket, or end the current range and keep its marks."""
        self._anchor = number if self._anchor is None else None
        self._before, self._marks = self._marks, self._marks | {number}

    def extend_to(self, numbers: Sequence[int], place: int) -> bool:
        """Extend the current range to a row; return whether there is a range."""
        if self._anchor is None or self._anchor not in numbers:
            return False
        first, last = sorted((numbers.index(self._anchor), place))
        self._marks = self._before | set(numbers[first : last + 1])
        return True

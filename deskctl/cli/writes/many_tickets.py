"""Running a command for every ticket on stdin."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from deskctl.cli.app.error_output import print_error
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.stdin import stdin_lines, ticket_in
from deskctl.errors import DeskError
from deskctl.queries.json_values import Shape


def for_each(
    invocation: Invocation, do: Callable[[int], Iterable[Shape]], write: Callable[[Iterable[Shape]], None]
) -> int:
    """Call `do` for each ticket on stdin and write its rows at once; return the exit code of the first failure.

    If every ticket failed, only the errors are written.
    """
    codes: list[int] = []
    rows = _each(invocation, do, codes)
    first = list(islice(rows, 1))
    if first or not codes:
        write(chain(first, rows))
    return next(iter(codes), 0)


def _each(invocation: Invocation, do: Callable[[int], Iterable[Shape]], codes: list[int]) -> Iterator[Shape]:
    """Yield each ticket's rows; a refusal is printed and does not stop the rest."""
    for place, line in stdin_lines():
        try:
            shown = do(ticket_in(line, place))
        except DeskError as error:
            print_error(error, as_json=invocation.form in {"json", "jsonl"}, store=invocation.path)
            codes.append(error.exit_code)
        else:
            yield from shown

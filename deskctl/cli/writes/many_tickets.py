"""Running a command for every ticket on stdin."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

from deskctl.cli.app.error_output import print_error
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.stdin import stdin_lines, ticket_in
from deskctl.cli.output.answers import Shape
from deskctl.errors import DeskError


def for_each(invocation: Invocation, do: Callable[[int], Shape | None], shape: str, columns: Sequence[str]) -> int:
    """Call `do` for each ticket on stdin and write its row at once; return the exit code of the first failure.

    If every ticket failed, only the errors are written.
    """
    codes: list[int] = []
    rows = _each(invocation, do, codes)
    first = list(islice(rows, 1))
    if first or not codes:
        invocation.write(chain(first, rows), shape, columns)
    return next(iter(codes), 0)


def _each(invocation: Invocation, do: Callable[[int], Shape | None], codes: list[int]) -> Iterator[Shape]:
    """Yield each ticket's row; a refusal is printed and does not stop the rest."""
    for place, line in stdin_lines():
        try:
            row = do(ticket_in(line, place))
        except DeskError as error:
            print_error(error, as_json=invocation.form in {"json", "jsonl"}, store=invocation.path)
            codes.append(error.exit_code)
        else:
            if row is not None:
                yield row

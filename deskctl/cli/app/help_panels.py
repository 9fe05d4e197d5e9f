"""Help on a terminal: each section in a coloured panel. Only Rich's tables are loaded, not its Markdown."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from typer._click.formatting import HelpFormatter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NEVER_CUT = 10_000
"""A width at which no help text is cut; the table wraps it."""
_OPTION = r"(?<![\w-])--?[\w-]+"
_REMARK = r"\[[^\[\]]*\]$"
"""A remark that Typer adds to a help text: the default, the environment variable, "required"."""


class HelpPanels(HelpFormatter):
    """A formatter that prints the help at once; other formatters collect it first."""

    def __init__(self) -> None:
        super().__init__(width=_NEVER_CUT)
        self._console = Console(highlight=False, force_terminal=True)
        self._title = ""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Print the usage line."""
        self._console.print(
            Padding(Text.assemble((prefix or "", "bold yellow"), (f"{prog} {args}", "bold")), (1, 1, 0, 1))
        )

    def write_text(self, text: str) -> None:
        """Print paragraphs."""
        self._console.print(Padding(Text(text), 1))

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """Set the title of the next panel."""
        self._title = name
        yield

    def write_dl(self, rows: Sequence[tuple[str, str]], *_columns: int) -> None:
        """Print a panel of names with their help."""
        table = Table(box=None, show_header=False, expand=True, pad_edge=False)
        table.add_column(overflow="fold", max_width=self._console.width // 2)
        table.add_column(overflow="fold", ratio=1)
        for name, text in rows:
            table.add_row(_name(name), _help(text))
        self._console.print(Panel(table, title=self._title, title_align="left", border_style="dim"))


def _name(name: str) -> Text:
    shown = Text(name, style="bold yellow" if name.startswith("-") else "bold cyan")
    shown.highlight_regex(_OPTION, "bold cyan")
    return shown


def _help(text: str) -> Text:
    shown = Text(text)
    shown.highlight_regex(_REMARK, "dim")
    return shown

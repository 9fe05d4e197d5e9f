"""A file of customers, tried before the desk is made and taken in once it is."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from deskctl import clock
from deskctl.config import machine_user
from deskctl.errors import DeskError
from deskctl.language.i18n import _

_SHOWN = 4


class Tried(NamedTuple):
    """What a file would bring, or what is wrong with it, in words."""

    is_good: bool
    lines: tuple[str, ...]


def try_file(name: str) -> Tried:
    """Read a file of customers into a desk that is thrown away."""
    from deskctl.store.open import create_store

    with TemporaryDirectory() as folder:
        store = str(Path(folder) / "tried.db")
        create_store(store, furnished=True)
        try:
            return _tried(store, name)
        except DeskError as error:
            return Tried(is_good=False, lines=(error.text(_),))
        except FileNotFoundError:
            return Tried(is_good=False, lines=(_("There is no file {path}.").format(path=name),))
        except OSError as error:
            return Tried(is_good=False, lines=(f"{name}: {error.strerror}",))


def take_file(store: str, name: str) -> None:
    """Import a file of customers into a desk: all rows or none."""
    from deskctl.exchange.spreadsheet.table_import import TableOptions, import_table

    with Path(name).expanduser().open("rb") as stream:
        import_table(stream, store, TableOptions(kind="customer", name=name), now=clock.now(), actor=machine_user())


def _tried(store: str, name: str) -> Tried:
    from deskctl.exchange.spreadsheet.table_import import TableOptions, import_table

    options = TableOptions(kind="customer", name=name, dry_run=True)
    with Path(name).expanduser().open("rb") as stream:
        result = import_table(stream, store, options, now=clock.now(), actor=machine_user())
    errors = [error for row in result.rows for error in row.errors]
    if errors:
        shown = [
            _("line {line}, {column}: {why}").format(line=error.line, column=error.column, why=error.text())
            for error in errors[:_SHOWN]
        ]
        return Tried(is_good=False, lines=(_("{n} mistakes in the file:").format(n=len(errors)), *shown))
    count = _("{n} customers will be added (encoding {encoding})")
    return Tried(is_good=True, lines=(count.format(n=result.counts["create"], encoding=result.encoding),))

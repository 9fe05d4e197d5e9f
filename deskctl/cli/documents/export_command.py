"""How a document is given out: in what form, to what place, in whose language."""

import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeAlias

import typer

from deskctl.cli.app.closest_match import one_of
from deskctl.cli.app.invocation import Front
from deskctl.cli.app.options import reads
from deskctl.documents.model.file_names import file_name, hash_of, using_language, write_file
from deskctl.documents.model.tree import Document
from deskctl.documents.writers.formats import FORMS, render
from deskctl.language.i18n import _

Describe: TypeAlias = Callable[[], Document]

_STDOUT = "-"
_DEFAULT = "html"


class Target(NamedTuple):
    """Where a document is wanted: its form, its place, and whether a file that is there may go."""

    form: str | None = None
    to: str | None = None
    force: bool = False


class Given(NamedTuple):
    """A document given out: where to, in what form and language, and the hash of its file."""

    file: str
    form: str
    lang: str
    sha256: str


def exports(function: Callable[..., None]) -> Callable[..., Any]:
    """Return a command that makes a document its options: those of reading, and where the document is wanted."""
    own = [one for one in inspect.signature(function).parameters.values() if one.name not in {"front", "target"}]

    def command(front: Front, form: str | None, to: str | None, force: bool, **reported: Any) -> None:
        function(front=front, target=Target(form, to, force), **reported)

    return reads(command, [*own, *_wanted()])


def _wanted() -> list[inspect.Parameter]:
    form = typer.Option("--format", metavar="|".join(FORMS), help=_("The form; that of -o by default."))
    to = typer.Option("--output", "-o", metavar="PATH", help=_("Where to: a file, a folder, - for stdout."))
    force = typer.Option("--force", help=_("Replace a file that is there already."))
    return [
        _parameter("form", Annotated[str | None, form], None),
        _parameter("to", Annotated[str | None, to], None),
        _parameter("force", Annotated[bool, force], default=False),
    ]


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def give(front: Front, lang: str | None, describe: Describe, target: Target) -> None:
    """Make a document in the language that was asked for, else the customer's, and say where it went."""
    with using_language(front.lang, lang):
        given = put(describe, target)
    tell(front, given)


def put(describe: Describe, target: Target) -> Given:
    """Make a document and put it where it is wanted."""
    chosen = one_of("--format", target.form, FORMS) or _form_of(target.to)
    document = describe()
    made = render(document, chosen)
    given = Given(_STDOUT, chosen, document.lang, hash_of(made))
    if target.to == _STDOUT:
        sys.stdout.buffer.write(made)
        return given
    path = Path(target.to) if target.to else Path()
    path = path / file_name(document, chosen) if path.is_dir() else path
    write_file(path, made, force=target.force)
    return given._replace(file=str(path))


def tell(front: Front, given: Given) -> None:
    """Say where the file went; a document on stdout speaks for itself."""
    if given.file != _STDOUT:
        front.tell(given._asdict())


def _form_of(to: str | None) -> str:
    suffix = Path(to).suffix.removeprefix(".").lower() if to else ""
    return suffix if suffix in FORMS else _DEFAULT

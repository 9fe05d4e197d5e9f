"""The export of a document: its options, format, path and language."""

import inspect
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeAlias

import typer

from deskctl.cli.app.closest_match import one_of
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.app.options import read_command
from deskctl.cli.output.narration import narrate
from deskctl.documents.model.file_names import file_name, hash_of, using_language, write_file
from deskctl.documents.model.tree import Document
from deskctl.documents.writers.formats import FORMS, fitted, render
from deskctl.errors import Usage
from deskctl.language.i18n import N_, _

Describe: TypeAlias = Callable[[], Document]

STDOUT = "-"
_DEFAULT = "html"
_MOST_LISTED = 10


class Target(NamedTuple):
    """The target of an export: format, path, and whether an existing file may be replaced."""

    form: str | None = None
    to: str | None = None
    force: bool = False


class ExportedDocument(NamedTuple):
    """An exported document: file, format, language, and the hash of the file."""

    file: str
    form: str
    lang: str
    sha256: str


def exports(function: Callable[..., None], more: tuple[str, ...] = ()) -> Callable[..., Any]:
    """Declare a command that exports a document: add the options of a read, and those for the target.

    `more` are further formats, which the command writes itself.
    """
    own = [one for one in inspect.signature(function).parameters.values() if one.name not in {"invocation", "target"}]

    def command(invocation: Invocation, form: str | None, to: str | None, force: bool, **options: Any) -> None:
        if to is not None and not to.strip():
            raise Usage(N_("{option} needs a value."), option="--output")
        if to == STDOUT:
            invocation.require_no_rows()
        function(invocation=invocation, target=Target(form, to, force), **options)

    return read_command(command, [*own, *_own_parameters(more)])


def _own_parameters(more: tuple[str, ...]) -> list[inspect.Parameter]:
    form = typer.Option(
        "--format", metavar="|".join((*FORMS, *more)), help=N_("The format; by default from the file name in -o.")
    )
    to = typer.Option("--output", "-o", metavar="PATH", help=N_("The output: a file, a folder, - for stdout."))
    force = typer.Option("--force", help=N_("Replace an existing file."))
    return [
        _parameter("form", Annotated[str | None, form], None),
        _parameter("to", Annotated[str | None, to], None),
        _parameter("force", Annotated[bool, force], default=False),
    ]


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def export_document(invocation: Invocation, lang: str | None, describe: Describe, target: Target) -> None:
    """Export a document in the language of the option, else in the customer's, and print its path."""
    print_exported(invocation, write_document(describe, target, invocation.lang, lang))


def export_documents(invocation: Invocation, lang: str | None, describes: Sequence[Describe], target: Target) -> None:
    """Export documents of one kind; several with the same file name are numbered."""
    if len(describes) == 1:
        export_document(invocation, lang, describes[0], target)
        return
    targets = [_numbered(target, place) for place in range(1, len(describes) + 1)]
    made = [write_document(one, to, invocation.lang, lang) for one, to in zip(describes, targets, strict=True)]
    if target.to != STDOUT:
        invocation.write([one._asdict() for one in made], "document")


def _numbered(target: Target, place: int) -> Target:
    path = Path(target.to or "")
    if target.to in {None, STDOUT} or path.is_dir():
        return target
    return target._replace(to=str(path.with_name(f"{path.stem}-{place}{path.suffix}")))


def write_document(describe: Describe, target: Target, *langs: str | None) -> ExportedDocument:
    """Write a document to the target, in the first of the languages that is known."""
    chosen = one_of("--format", target.form, FORMS) or _form_of(target.to)
    with using_language(*langs):
        document = fitted(describe(), chosen)
        made = render(document, chosen)
    _narrate_undrawn(document, chosen)
    exported = ExportedDocument(STDOUT, chosen, document.lang, hash_of(made))
    if target.to == STDOUT:
        sys.stdout.buffer.write(made)
        return exported
    path = Path(target.to) if target.to else Path()
    path = path / file_name(document, chosen) if path.is_dir() else path
    write_file(path, made, force=target.force)
    return exported._replace(file=str(path))


def _narrate_undrawn(document: Document, form: str) -> None:
    """Print a note on the characters of a PDF file that no font of this machine has."""
    if form != "pdf":
        return
    from deskctl.documents.writers.pdf import undrawn

    missing = undrawn(document)
    if missing:
        listed = ", ".join(f"{one} U+{ord(one):04X}" for one in missing[:_MOST_LISTED])
        if len(missing) > _MOST_LISTED:
            listed = _("{characters} and {count} more").format(characters=listed, count=len(missing) - _MOST_LISTED)
        note = _("No font on this machine has {characters}: the PDF shows their code points. Install a font with them.")
        narrate(note.format(characters=listed))


def write_table(invocation: Invocation, content: bytes, name: str, target: Target) -> None:
    """Write a CSV table to the target, and print its path."""
    if target.to == STDOUT:
        sys.stdout.buffer.write(content)
        return
    path = Path(target.to) if target.to else Path()
    path = path / f"{name}.csv" if path.is_dir() else path
    write_file(path, content, force=target.force)
    print_exported(invocation, ExportedDocument(str(path), "csv", invocation.lang or "", hash_of(content)))


def print_exported(invocation: Invocation, exported: ExportedDocument) -> None:
    """Print the path of an exported file, unless it was written to stdout."""
    if exported.file != STDOUT:
        invocation.show(exported._asdict())


def _form_of(to: str | None) -> str:
    suffix = Path(to).suffix.removeprefix(".").lower() if to else ""
    return suffix if suffix in FORMS else _DEFAULT

"""A document of answers as a file, or in a folder together with the files attached to its answers.

When a document is handed over, it is written to a temporary folder before the action is recorded, and moved into place
afterwards, so that a document that cannot be written is never recorded as handed over.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from deskctl.cli.app.closest_match import one_of
from deskctl.cli.app.invocation import Invocation
from deskctl.cli.documents.export_command import STDOUT, Target, write_document
from deskctl.cli.messages.saved_file import save
from deskctl.cli.output.narration import narrate
from deskctl.documents.reports.answers_document import answers_document
from deskctl.documents.writers.formats import FORMS
from deskctl.errors import NotFound
from deskctl.language.i18n import N_, _
from deskctl.queries.files.file_lists import public_files
from deskctl.queries.files.stored_files import bytes_of
from deskctl.queries.knowledge.document_contents import contents_of


@contextmanager
def prepared_package(
    invocation: Invocation, document: str | None, version: int | None, output: str, form: str | None
) -> Iterator[Callable[[str], object]]:
    """Yield a function that moves the files of the document with a given id into place.

    The files of an existing `document` are written to a temporary folder before.
    Raises `Usage`, `NotFound` and OSError if they cannot be written.
    """
    one_of("--format", form, FORMS)
    if output == STDOUT:
        yield lambda name: _pack(invocation, name, version, Target(form, output))
        return
    place = Path(output)
    folder = place if place.is_dir() else place.parent
    if not folder.is_dir():
        raise NotFound(N_("There is no folder {path}."), path=str(folder))
    temporary = Path(tempfile.mkdtemp(prefix=".deskctl-", dir=folder))
    try:
        inside = Target(form, str(temporary if place.is_dir() else temporary / place.name))
        written = [] if document is None else _pack(invocation, document, version, inside)
        yield lambda name: _put_in_place(written or _pack(invocation, name, version, inside), folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _put_in_place(written: Sequence[Path], folder: Path) -> None:
    document, *others = written
    document.replace(folder / document.name)
    saved = [save(file.read_bytes(), file.name, str(folder)) for file in others]
    for path in (str(folder / document.name), *saved):
        narrate(_("Written: {path}").format(path=path))


def _pack(invocation: Invocation, name: str, version: int | None, target: Target) -> list[Path]:
    """Write a document of answers, to a folder with its files; return the paths, that of the document first."""
    with invocation.reading() as desk:
        contents = contents_of(desk.conn, name, version)
        if contents is None:
            raise NotFound(N_("{id} has no version {version}."), id=name, version=version)
        files = public_files(desk.conn, [entry["id"] for entry in contents.entries])
        is_folder = Path(str(target.to)).is_dir()
        stored = [(bytes_of(desk.conn, file["sha256"]), file["name"]) for file in files if is_folder]
    exported = write_document(partial(answers_document, contents, files), target, invocation.lang, contents.lang)
    return [Path(exported.file), *(Path(save(data, file, str(target.to))) for data, file in stored)]

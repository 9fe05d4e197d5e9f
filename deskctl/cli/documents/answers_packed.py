"""A document of answers as a file, or in a folder with the files that go with its answers."""

from functools import partial
from pathlib import Path

from deskctl.cli.app.invocation import Invocation
from deskctl.cli.documents.export_command import Target, write_document
from deskctl.cli.messages.saved_file import save
from deskctl.cli.output.narration import narrate
from deskctl.documents.model.file_names import using_language
from deskctl.documents.reports.answers_document import answers_document
from deskctl.errors import NotFound
from deskctl.language.i18n import N_, _
from deskctl.queries.files.file_lists import public_files
from deskctl.queries.files.stored_files import bytes_of
from deskctl.queries.knowledge.document_contents import contents_of


def pack_answers(invocation: Invocation, name: str, version: int | None, output: str, form: str | None) -> list[str]:
    """Write a document of answers; into a folder its files go as well. Return the paths, and report them."""
    with invocation.reading() as desk:
        contents = contents_of(desk.conn, name, version)
        if contents is None:
            raise NotFound(N_("{id} has no version {version}."), id=name, version=version)
        files = public_files(desk.conn, [entry["id"] for entry in contents.entries])
        stored = [(bytes_of(desk.conn, file["sha256"]), file["name"]) for file in files if Path(output).is_dir()]
    with using_language(invocation.lang, contents.lang):
        exported = write_document(partial(answers_document, contents, files), Target(form, output, force=True))
    paths = [exported.file, *(save(data, file, output) for data, file in stored)]
    for path in paths:
        narrate(_("Written: {path}").format(path=path))
    return paths

"""Writing a text in an external editor: the console is suspended while a private file is edited."""

from typing import Any

from textual.app import App, SuspendNotSupported

from deskctl.errors import Usage
from deskctl.external_editor import named_editor, private_file, require_edited, run_editor, text_of
from deskctl.language.i18n import N_


def edited(app: App[Any], text: str, name: str) -> str:
    """Return a text after editing in an external editor; `name` becomes part of the file's name.

    Raises `Usage` if no editor can be opened, `BadData` if it failed; in that case the file is kept.
    """
    words = named_editor()
    path = private_file(text, name)
    try:
        with app.suspend():
            ended = run_editor(words, path)
    except SuspendNotSupported as error:
        path.unlink()
        raise Usage(N_("This terminal cannot run an editor.")) from error
    require_edited(ended, words, path)
    text = text_of(path)
    path.unlink(missing_ok=True)
    return text

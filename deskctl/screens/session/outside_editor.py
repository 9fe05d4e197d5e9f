"""Writing a text in an external editor: the console is suspended while a private file is edited."""

import os
import shlex
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from deskctl.errors import BadData, Usage
from deskctl.language.i18n import N_
from deskctl.temporary_files import naming_temporary_folder

_VARIABLES = ("VISUAL", "EDITOR")


def edited(app: App[Any], text: str, name: str) -> str:
    """Return a text after editing in an external editor; `name` becomes part of the file's name.

    Raises `Usage` if no editor can be opened, `BadData` if it failed; in that case the file is kept.
    """
    words = _editor()
    path = _private_file(text, name)
    try:
        with app.suspend():
            ended = _run([*words, str(path)])
    except SuspendNotSupported as error:
        path.unlink()
        raise Usage(N_("This terminal cannot run an editor.")) from error
    if isinstance(ended, OSError):
        path.unlink()
        sentence = N_("The editor {editor} cannot be opened: {reason}.")
        raise Usage(sentence, editor=words[0], reason=ended.strerror or str(ended)) from ended
    if ended:
        raise BadData(
            N_("The editor ended with exit code {status}; what it wrote is in {path}."), status=ended, path=str(path)
        )
    return _taken_back(path)


def _run(words: list[str]) -> int | OSError:
    """Run the editor, which alone receives Ctrl+C. An error is returned, since the console must be restored first."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.run(words, check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as error:
        return error
    finally:
        signal.signal(signal.SIGINT, before)


def keep_copy(text: str, name: str) -> str:
    """Save an unusable text to a private file, and return the path."""
    return str(_private_file(text, name))


def _editor() -> list[str]:
    command = next(filter(None, map(os.environ.get, _VARIABLES)), "")
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise Usage(N_("VISUAL or EDITOR cannot be read: {reason}."), reason=str(error)) from error
    if not words:
        raise Usage(N_("No editor is named: set VISUAL or EDITOR, such as EDITOR=nano."))
    return words


def _private_file(text: str, name: str) -> Path:
    """Write a file that only its owner can read."""
    with naming_temporary_folder():
        handle, path = tempfile.mkstemp(prefix=f"deskctl-{name}-", suffix=".md")
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", "surrogatepass"))
    return Path(path)


def _taken_back(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise BadData(N_("{path} is not UTF-8 text; it stays there."), path=str(path)) from error
    except OSError as error:
        raise BadData(N_("{path} cannot be read: {reason}"), path=str(path), reason=str(error)) from error
    path.unlink(missing_ok=True)
    return text

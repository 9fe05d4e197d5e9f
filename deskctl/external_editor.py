"""The user's own editor, and the private file in which it edits a text."""

import os
import shlex
import signal
import subprocess
from pathlib import Path

from deskctl.errors import BadData, Usage
from deskctl.language.i18n import N_
from deskctl.temporary_files import naming_temporary_folder

_VARIABLES = ("VISUAL", "EDITOR")


def named_editor() -> list[str]:
    """Return the command of the editor that the environment names; raises `Usage`."""
    command = next(filter(None, map(os.environ.get, _VARIABLES)), "")
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise Usage(N_("VISUAL or EDITOR cannot be read: {reason}."), reason=str(error)) from error
    if not words:
        raise Usage(N_("No editor is named: set VISUAL or EDITOR, such as EDITOR=nano."))
    return words


def private_file(text: str, name: str) -> Path:
    """Write a text to a new file that only its owner can read; `name` becomes part of the file's name."""
    import tempfile

    with naming_temporary_folder():
        handle, path = tempfile.mkstemp(prefix=f"deskctl-{name}-", suffix=".md")
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", "surrogatepass"))
    return Path(path)


def run_editor(words: list[str], path: Path) -> int | OSError:
    """Run the editor on a file and return its exit code, or the error if it cannot be run.

    The editor alone receives Ctrl+C.
    """
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.run([*words, str(path)], check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as error:
        return error
    finally:
        signal.signal(signal.SIGINT, before)


def require_edited(ended: int | OSError, words: list[str], path: Path) -> None:
    """Raise `Usage` without the file if the editor could not be run, and `BadData` with its name if it failed."""
    if isinstance(ended, OSError):
        path.unlink()
        sentence = N_("The editor {editor} cannot be opened: {reason}.")
        raise Usage(sentence, editor=words[0], reason=ended.strerror or str(ended)) from ended
    if ended:
        raise BadData(
            N_("The editor ended with exit code {status}; what it wrote is in {path}."), status=ended, path=str(path)
        )


def text_of(path: Path) -> str:
    """Return the text that an editor left, without the mark and the line ends of Windows; raises `BadData`.

    Line ends are only changed if all are those of Windows: the others were in the text before.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig", "surrogatepass")
    except UnicodeDecodeError as error:
        raise BadData(N_("{path} is not UTF-8 text; it stays there."), path=str(path)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadData(N_("{path} cannot be read: {reason}."), path=str(path), reason=reason) from error
    return text.replace("\r\n", "\n") if text.count("\n") == text.count("\r\n") else text

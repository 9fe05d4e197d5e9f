"""A file that a person names: opened safely, read, measured and identified before any lock is taken."""

import errno
import hashlib
import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from deskctl.config.file_limits import file_limits
from deskctl.errors import BadData, NotFound, Refused, Usage
from deskctl.language.i18n import N_
from deskctl.queries.files.file_types import type_of

STDIN = "-"
_NOT_REGULAR: Mapping[int, str] = {
    stat.S_IFDIR: N_("{path} is a folder, not a file."),
    stat.S_IFIFO: N_("{path} is a pipe, not a file."),
    stat.S_IFSOCK: N_("{path} is a socket, not a file."),
    stat.S_IFCHR: N_("{path} is a device, not a file."),
    stat.S_IFBLK: N_("{path} is a device, not a file."),
}
_NO_FILE = "no_file"


@dataclass(frozen=True, slots=True)
class InputFile:
    """The bytes of a file with its name, its type, and the hash that it is stored under."""

    name: str
    data: bytes
    type: str
    sha256: str

    @property
    def size(self) -> int:
        """The number of its bytes."""
        return len(self.data)


def is_file(path: Path) -> bool:
    """Return whether a path is a file; False also for a name that no file can have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def existing_path(name: str) -> Path:
    """Return the path of a file or folder; raises `NotFound`, also for a name that no file can have."""
    path = Path(name)
    try:
        if path.exists():
            return path
    except (OSError, ValueError):
        pass
    raise NotFound(N_("There is no file {path}."), path=name)


def read_input_file(path: str, *, name: str | None = None, follow: bool | None = None) -> InputFile:
    """Read a file, or stdin for `-`; symbolic links only with `follow`, which is None where no one can ask for it.

    Raises `NotFound`, `BadData` if it cannot be read, `Refused` if it is no file, empty or too large.
    """
    if path == STDIN and name is None:
        raise Usage(N_("{option} needs a value."), option="--name")
    data = _read_stdin() if path == STDIN else _read_path(path, follow=follow)
    if not data:
        raise Refused(N_("{path} is empty."), path=path, code="empty_file")
    called = name or PurePath(path).name
    return InputFile(called, data, type_of(data), hashlib.sha256(data).hexdigest())


def _read_stdin() -> bytes:
    if sys.stdin is None:
        raise Usage(N_("stdin is closed: there is nothing to read."))
    if sys.stdin.isatty():
        raise Usage(N_("Nothing is piped in: name a file."))
    most = file_limits().file
    data = sys.stdin.buffer.read(most + 1)
    _check_size(STDIN, len(data), most)
    return data


def _read_path(path: str, *, follow: bool | None) -> bytes:
    try:
        status = Path(path).stat(follow_symlinks=bool(follow))
        if stat.S_ISLNK(status.st_mode):
            raise _is_link(path, follow=follow)
        _check_kind(path, status.st_mode)
        link = 0 if follow else getattr(os, "O_NOFOLLOW", 0)
        file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | link)
        with open(file, "rb") as stream:  # noqa: PTH123 - an open file, not a path
            opened = os.fstat(file)
            _check_kind(path, opened.st_mode)
            most = file_limits().file
            _check_size(path, opened.st_size, most)
            data = stream.read(most + 1)
            _check_size(path, len(data), most)
            return data
    except FileNotFoundError as error:
        raise NotFound(N_("There is no file {path}."), path=path) from error
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) == errno.ELOOP:
            raise _is_link(path, follow=follow) from error
        reason = getattr(error, "strerror", None) or str(error)
        raise BadData(N_("{path} cannot be read: {reason}"), path=path, reason=reason) from error


def _check_kind(path: str, mode: int) -> None:
    if not stat.S_ISREG(mode):
        message = _NOT_REGULAR.get(stat.S_IFMT(mode), N_("{path} is not an ordinary file."))
        raise Refused(message, path=path, code=_NO_FILE)


def _is_link(path: str, *, follow: bool | None) -> Refused:
    if follow is None:
        return Refused(N_("{path} is a symbolic link: name the file it points to."), path=path, code=_NO_FILE)
    return Refused(
        N_("{path} is a symbolic link: --follow reads the file it points to."), path=path, code=_NO_FILE,
        hint=f"deskctl attachment add ... {path} --follow",
    )  # fmt: skip


def _check_size(path: str, size: int, most: int) -> None:
    if size > most:
        raise Refused(
            N_("{path} is too large: {size} MB, at most {most} MB."), path=path, size=-(-size // (1 << 20)),
            most=most >> 20, code="too_large", hint=f"deskctl config set files.max_file {-(-size // (1 << 20))}",
        )  # fmt: skip

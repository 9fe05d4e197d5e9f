"""Saving untrusted bytes under a safe name: inside the folder, never over another file."""

import os
import re
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from deskctl.errors import NotFound, Usage
from deskctl.language.i18n import N_
from deskctl.private_files import open_private

if TYPE_CHECKING:
    from deskctl.cli.app.invocation import Invocation

STDOUT = "-"

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?\Z", re.IGNORECASE)
_LONGEST = 120  # bytes
_TRIES = 1_000


def harmless_name(name: str) -> str:
    """Return a file name without folders, control characters and device names, at most 120 bytes long."""
    base = name.replace("\\", "/").rpartition("/")[2]
    clean = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", base)).strip(" ").lstrip(".-").rstrip(". ")
    clean = f"_{clean}" if _DEVICES.match(clean) else clean
    stem, dot, suffix = (clean or "attachment").rpartition(".")
    if not dot or len(suffix.encode()) > 20:  # noqa: PLR2004 - no extension is longer
        stem, suffix = clean or "attachment", ""
    stem_length = _LONGEST - len(suffix.encode()) - 1
    stem = stem.encode()[:stem_length].decode("utf-8", "ignore")
    return f"{stem}.{suffix}" if suffix else stem


def save_and_show(invocation: "Invocation", data: bytes, name: str, output: str, *, sha256: str) -> None:
    """Save bytes and print their path and hash; `-` writes nothing but the bytes to stdout."""
    if output == STDOUT:
        invocation.require_no_rows()
        sys.stdout.buffer.write(data)
        return
    invocation.show({"file": save(data, name, output), "size": len(data), "sha256": sha256})


def save(data: bytes, name: str, output: str) -> str:
    """Write bytes into a folder under a harmless name, or to a new file; return the path."""
    place = Path(output)
    if place.is_dir():
        place /= harmless_name(name)
    for path in _free_names(place):
        try:
            with os.fdopen(open_private(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as stream:
                stream.write(data)
        except FileExistsError:
            continue
        except FileNotFoundError as error:
            raise NotFound(N_("There is no folder {path}."), path=str(path.parent)) from error
        except OSError as error:
            raise Usage(N_("{path} cannot be written: {reason}."), path=str(path), reason=error.strerror) from error
        return str(path)
    raise Usage(N_("{path} cannot be written: {reason}."), path=str(place), reason=os.strerror(17))


def _free_names(place: Path) -> list[Path]:
    return [place, *(place.with_name(f"{place.stem}-{number}{place.suffix}") for number in range(1, _TRIES))]

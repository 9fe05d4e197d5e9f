"""The files of a course: an edition is kept with its files, and stays when a newer one is published."""

import json
from typing import TYPE_CHECKING, Any

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.files.keeping import About, keep_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.desk.desk import Desk
    from deskctl.operations.files.given_file import GivenFile

PUBLISHED = "course_published"
_KIND = "other"


def keep_edition(desk: "Desk", course: str, version: int, files: "Sequence[GivenFile]") -> None:
    """Keep the files of an edition, name them in the course, and record that it was published."""
    names = [file.name for file in files]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused(N_("Two files are called {name}."), name=twice, code="same_name")
    kept: list[dict[str, Any]] = [
        keep_file(desk, course, file, About(_KIND, public=True, version=version)) for file in files
    ]
    listed = json.dumps(names, ensure_ascii=False, separators=(",", ":"))
    desk.update("course", {"id": course}, {"version": version, "files": listed})
    desk.record_in_history("course", course, PUBLISHED, {"version": version, "attachments": kept})

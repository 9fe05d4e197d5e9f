"""The files of a course, stored by edition; an edition stays when a newer one is published."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.files.file_storage import FileAttributes, keep_file
from deskctl.operations.files.input_file import InputFile, read_input_file
from deskctl.operations.framework.fields import option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.desk.desk import Desk
    from deskctl.operations.framework.base import Operation

    _Base = Operation
else:
    _Base = object

PUBLISHED = "course_published"
_KIND = "other"


@dataclass(frozen=True, kw_only=True)
class WithFiles(_Base):
    """A mixin for operations that take the files of a course."""

    file: tuple[str, ...] = option(N_("a file of it"), default=(), stored=False)
    content: tuple[InputFile, ...] = dataclasses.field(default=(), repr=False)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Make the operation from values and read the files, before any lock is taken."""
        step = super().of(values)
        return replace(step, content=tuple(map(read_input_file, step.file)))


def keep_edition(desk: "Desk", course: str, version: int, files: "Sequence[InputFile]") -> None:
    """Store the files of an edition, list them in the course, and record that it was published."""
    names = [file.name for file in files]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused(N_("Two files are called {name}."), name=twice, code="same_name")
    kept: list[dict[str, Any]] = [
        keep_file(desk, course, file, FileAttributes(_KIND, public=True, version=version)) for file in files
    ]
    listed = json.dumps(names, ensure_ascii=False, separators=(",", ":"))
    desk.update("course", {"id": course}, {"version": version, "files": listed})
    desk.record_in_history("course", course, PUBLISHED, {"version": version, "attachments": kept})

"""The limits on the files that the desk keeps, from the settings file."""

from dataclasses import dataclass

from deskctl.config.file import settings

_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class FileLimits:
    """The most bytes of one file, of all files of a record and of the desk, and the most files of a record."""

    file: int
    record: int
    desk: int
    count: int


def file_limits() -> FileLimits:
    """Return the limits; raises `BadData`."""
    limits = settings().get("files", {})
    return FileLimits(
        file=int(limits.get("max_file", 20) * _MEGABYTE),
        record=int(limits.get("max_record", 200) * _MEGABYTE),
        desk=int(limits.get("max_desk", 5 << 10) * _MEGABYTE),
        count=int(limits.get("max_count", 200)),
    )

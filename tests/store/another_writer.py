"""Another program that writes to a desk, for tests of what must neither wait for it nor write."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deskctl.store.sqlite.files import SHARED, files_of
from deskctl.store.sqlite.writing.writer import writing_once


@contextmanager
def another_writer(desk: object) -> Iterator[None]:
    """Hold the write lock of a desk, for which nobody waits; at the end assert that no file of the desk was changed."""
    with writing_once(str(desk)), pytest.MonkeyPatch.context() as patch:
        patch.setenv("DESKCTL_WAIT", "0")
        before = _contents(desk)
        yield
        assert _contents(desk) == before


def _contents(desk: object) -> dict[Path, bytes]:
    """Return the content of each file of a desk; the memory that SQLite shares also contains the marks of readers."""
    return {file: file.read_bytes() for file in files_of(str(desk)) if not file.name.endswith(SHARED)}

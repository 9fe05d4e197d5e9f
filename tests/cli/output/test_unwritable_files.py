"""A file that cannot be written is reported in the same way by every command that writes one."""

from pathlib import Path

import pytest
from calling import Deskctl

_WRITERS = {
    "desk": ("export",),
    "workbook": ("ticket", "list", "--xlsx"),
    "month": ("month", "export", "2026-10", "--output"),
    "report": ("report", "export", "T-001", "--output"),
    "plan": ("dispatch", "export", "--output"),
    "template": ("import", "--kind", "customer", "--template", "--output"),
    "backup": ("store", "backup"),
}


@pytest.mark.parametrize("writer", _WRITERS)
def test_missing_folder_is_not_found(ask: Deskctl, tmp_path: Path, writer: str) -> None:
    """A missing folder is reported by its name."""
    answer = ask(*_WRITERS[writer], tmp_path / "none" / "file")
    assert (answer.code, answer.err.strip()) == (3, f"There is no folder {tmp_path / 'none'}.")


@pytest.mark.parametrize("writer", ["desk", "workbook", "plan", "template", "backup"])
def test_folder_in_place_of_a_file(ask: Deskctl, tmp_path: Path, writer: str) -> None:
    """A folder in place of the file is a usage error that names it."""
    (tmp_path / "file.md").mkdir()
    answer = ask(*_WRITERS[writer], tmp_path / "file.md")
    assert (answer.code, "file.md" in answer.err) == (2, True)

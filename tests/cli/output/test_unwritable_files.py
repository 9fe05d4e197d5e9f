"""A file that cannot be written is reported alike by every command that writes one."""

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
def test_a_folder_that_does_not_exist_is_not_found(ask: Deskctl, tmp_path: Path, writer: str) -> None:
    """The missing folder is named."""
    answer = ask(*_WRITERS[writer], tmp_path / "none" / "file")
    assert (answer.code, answer.err.strip()) == (3, f"There is no folder {tmp_path / 'none'}.")


@pytest.mark.parametrize("writer", ["desk", "workbook", "plan", "template"])
def test_a_folder_in_place_of_a_file_cannot_be_written(ask: Deskctl, tmp_path: Path, writer: str) -> None:
    """Another reason than a missing folder is a mistake of the call."""
    (tmp_path / "file.md").mkdir()
    answer = ask(*_WRITERS[writer], tmp_path / "file.md")
    assert (answer.code, "file.md" in answer.err) == (2, True)

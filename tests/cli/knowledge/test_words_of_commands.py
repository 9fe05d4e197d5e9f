"""Commands as the firm says them: files of a course, orders by their request."""

from pathlib import Path

from calling import Deskctl


def test_files_are_added_to_a_course(act: Deskctl, tmp_path: Path) -> None:
    """`course file add` publishes an edition with the files."""
    (tmp_path / "slides.pdf").write_bytes(b"%PDF-1.7 slides")
    done = act("course", "file", "add", "CR-01", tmp_path / "slides.pdf", "--json")
    assert (done.code, done.json["files"]) == (0, ["slides.pdf"])
    assert act("course", "file", "CR-01").code == 2


def test_a_part_is_ordered_by_its_request(act: Deskctl) -> None:
    """Or by the ticket; an unknown request is not found."""
    assert act("part", "order", "PR-014", "--ref", "PO-118", "--json").json["ticket"] == "T-066"
    assert act("part", "expect", "T-066", "--request", "PR-014", "--expected", "2026-12-01").code == 0
    assert act("part", "expect", "pr-014", "--expected", "2026-12-02").code == 0
    assert act("part", "order", "PR-999", "--ref", "x").code == 3

"""Commands in the firm's words: files of a course, orders by request, and FAQ documents that are written at once."""

from pathlib import Path

import pytest
from calling import Deskctl


def test_files_are_added_to_a_course(act: Deskctl, tmp_path: Path) -> None:
    """`course file add` publishes a version with the files."""
    (tmp_path / "slides.pdf").write_bytes(b"%PDF-1.7 slides")
    done = act("course", "file", "add", "CR-01", tmp_path / "slides.pdf", "--json")
    assert (done.code, done.json["files"]) == (0, ["slides.pdf"])
    assert act("course", "file", "CR-01").code == 2


def test_part_is_ordered_by_its_request(act: Deskctl) -> None:
    """A part is ordered by its request or by the ticket, and an unknown request is not found."""
    assert act("part", "order", "PR-014", "--ref", "PO-118", "--json").json["ticket"] == "T-066"
    assert act("part", "expect", "T-066", "--request", "PR-014", "--expected", "2026-12-01").code == 0
    assert act("part", "expect", "pr-014", "--expected", "2026-12-02").code == 0
    assert act("part", "expect", "--request", "PR-014", "--expected", "2026-12-03").code == 0
    missing = act("part", "expect", "--expected", "2026-12-03")
    assert (missing.code, "needs T" in missing.err) == (2, True)
    assert act("part", "order", "PR-999", "--ref", "x").code == 3


def test_faq_document_is_written_when_issued_or_handed_over(act: Deskctl, tmp_path: Path) -> None:
    """S2.A-3: the FAQ document is written to a file, or to a folder with the public files of its answers."""
    (tmp_path / "steps.pdf").write_bytes(b"%PDF-1.7 steps")
    act("attachment", "add", "FAQ-001", tmp_path / "steps.pdf", "--public")
    target = tmp_path / "answers.md"
    issued = act("faq", "issue", "--system", "ERP-X", "--language", "zh", "-o", target, "--json")
    assert (issued.code, issued.json["version"]) == (0, 1), issued.err
    assert "采购入库单如何反审核?" in target.read_text("utf-8").replace("\\", "")
    folder = tmp_path / "for the customer"
    folder.mkdir()
    given = ("faq", "hand-over", issued.json["document"], "--to", "P-0401", "-o", folder, "--format", "html")
    assert act(*given).code == 0
    assert (folder / "steps.pdf").read_bytes() == b"%PDF-1.7 steps"
    assert len(list(folder.glob("*.html"))) == 1


@pytest.mark.parametrize(
    ("more", "code"), [(("-o", "nowhere/answers.pdf"), 3), (("-o", "answers.md", "--format", "doc"), 2)]
)
@pytest.mark.parametrize("step", [("issue", "--system", "ERP-X"), ("hand-over", "FD-01", "--to", "P-0401")])
def test_unwritable_faq_document_is_not_recorded(
    act: Deskctl,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: tuple[str, ...],
    more: tuple[str, ...],
    code: int,
) -> None:
    """If the document cannot be written or the step is refused, nothing is recorded and no file is left."""
    monkeypatch.chdir(tmp_path)
    act("faq", "issue", "--system", "ERP-X", "--language", "zh")
    before = [act("faq", "documents", "--json").json, sorted(tmp_path.iterdir())]
    assert act("faq", *step, *more).code == code
    refused = act("faq", "hand-over", "FD-01", "--to", "P-9999", "-o", "answers.md")
    assert (refused.code, [act("faq", "documents", "--json").json, sorted(tmp_path.iterdir())]) == (3, before)

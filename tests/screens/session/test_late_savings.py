"""A draft that is saved by a thread never takes the place of a later one."""

from pathlib import Path

from deskctl.screens.report.report_draft import ReportDraft
from deskctl.screens.session.draft_file import Draft, DraftFile, drafts


def test_a_late_thread_does_not_overwrite_what_was_typed_since(tmp_path: Path) -> None:
    """The thread that saves half a sentence is slow, and the console ends meanwhile with the whole one."""
    store = str(tmp_path / "desk.db")
    file = DraftFile(store, Draft("ticket.note", "EN1", (66,)))
    thread = file.saving({"text": "half a"})
    file.keep({"text": "half a sentence"})
    thread()
    file.release()
    assert [draft.texts for draft in drafts(store)] == [{"text": "half a sentence"}]


def test_a_late_thread_does_not_overwrite_the_last_words_of_a_report(tmp_path: Path) -> None:
    """A report has drafts of its own, for which the same holds."""
    store = str(tmp_path / "desk.db")
    report = ReportDraft(store, "EN1", 66)
    thread = report.saving({"cause": "half a"})
    report.keep({"cause": "half a cause"})
    thread()
    report.release()
    assert [draft.texts["cause"] for draft in drafts(store)] == ["half a cause"]

"""FAQ entries from the draft to the customer: release, document, hand-over, edit, review and retirement."""

from datetime import datetime
from typing import Any

import pytest
from workbench import NOW, Workbench

from deskctl.documents.reports.answers_document import answers_document
from deskctl.documents.writers.formats import render
from deskctl.errors import BadData, NotFound
from deskctl.language.i18n import use_language
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.queries.knowledge.answers import answer_at_version
from deskctl.queries.knowledge.document_contents import changes_after, changes_since, contents_of, list_documents
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.facts.rows import row_of
from deskctl.store.sqlite.reader import open_reader

ISSUE: dict[str, Any] = {"system": "ERP-X", "language": "zh"}


def due(desk: Workbench, kind: str, at: datetime = NOW) -> list[str]:
    with open_reader(desk.path) as conn:
        inputs = DueInputs(conn, int(at.timestamp()), at.tzinfo)  # type: ignore[arg-type]
        return [duty.subject for duty in due_list(inputs, DueFilter(kinds=(kind,)))]


def answers_of(desk: Workbench, document: str, version: int | None = None) -> dict[str, str]:
    with open_reader(desk.path) as conn:
        contents = contents_of(conn, document, version)
    assert contents is not None
    return {entry["id"]: entry["answer"] for entry in contents.entries}


def test_a_hand_over_is_due_again_after_an_answer_changes(desk: Workbench) -> None:
    """S2.A-3: the hand-over to a customer is due again after an answer changes, and issued versions stay unchanged."""
    assert "CUS-04/ERP-X" in due(desk, "faq_handover")
    desk.do("faq.issue", **ISSUE)
    desk.do("faq.hand-over", document="FD-01", to="P-0401", how="email")
    assert not {"CUS-01/ERP-X", "CUS-04/ERP-X"} & set(due(desk, "faq_handover"))
    before = answers_of(desk, "FD-01")
    desk.do("faq.edit", id="FAQ-001", answer="先红冲。")
    assert {"CUS-01/ERP-X", "CUS-04/ERP-X"} <= set(due(desk, "faq_handover"))
    desk.do("faq.issue", **ISSUE)
    assert answers_of(desk, "FD-01", 1) == before
    assert answers_of(desk, "FD-01")["FAQ-001"] == "先红冲。"


def test_an_unchanged_document_keeps_its_version(desk: Workbench) -> None:
    """A document without changes keeps its version, and another language is another document."""
    first = desk.do("faq.issue", **ISSUE)
    again = desk.do("faq.issue", **ISSUE)
    assert (first.record, again.record, again.action) == ("FD-01", "FD-01", None)
    assert [notice.values["version"] for notice in again.notices] == [1]
    desk.do("faq.issue", system="ERP-X", language="en")
    with open_reader(desk.path) as conn:
        shapes = {row["document"]: (row["lang"], row["version"], row["issued"]) for row in list_documents(conn)}
    assert shapes == {"FD-01": ("zh", 1, "2026-10-16"), "FD-02": ("en", 1, "2026-11-22")}
    assert desk.refused("faq.issue", system="NO-SUCH", language="zh").code == "nothing"


def test_only_released_answers_are_issued(desk: Workbench) -> None:
    """A draft, an internal answer and a retired answer are not part of the next document."""
    desk.do("faq.add", system="ERP-X", question="如何锁定期间?", answer="财务、期间、锁定。", topic="function")
    desk.do("faq.add", system="ERP-X", question="内部?", answer="内部。", audience="internal")
    desk.do("faq.release", id="FAQ-007")
    desk.do("faq.issue", **ISSUE)
    assert set(answers_of(desk, "FD-01")) == {"FAQ-001", "FAQ-002"}
    desk.do("faq.release", id="FAQ-006")
    assert desk.refused("faq.release", id="FAQ-006").code == "order"
    desk.do("faq.retire", id="FAQ-002", reason="done otherwise")
    desk.do("faq.issue", **ISSUE)
    assert set(answers_of(desk, "FD-01")) == {"FAQ-001", "FAQ-006"}
    assert set(answers_of(desk, "FD-01", 1)) == {"FAQ-001", "FAQ-002"}


def test_changes_since_a_document_and_since_a_time(desk: Workbench) -> None:
    """Changes since a document or a time are listed as new, changed or retired, with the version then."""
    desk.do("faq.edit", id="FAQ-001", answer="先红冲。")
    desk.do("faq.add", system="ERP-X", question="如何锁定期间?", answer="锁定。")
    desk.do("faq.release", id="FAQ-006")
    desk.do("faq.retire", id="FAQ-002", reason="done otherwise")
    now = int(NOW.timestamp())
    with open_reader(desk.path) as conn:
        contents = contents_of(conn, "FD-01")
        assert contents is not None
        found = {(row["change"], row["faq"], row["version_then"]) for row in changes_since(conn, contents, now)}
        later = {(row["change"], row["faq"], row["version_then"]) for row in changes_after(conn, now - 3600, now, None)}
    assert found == {("changed", "FAQ-001", 1), ("new", "FAQ-006", None), ("retired", "FAQ-002", 1)}
    assert later == {("changed", "FAQ-001", 1), ("new", "FAQ-006", None)}


def test_each_version_of_an_answer_can_be_read(desk: Workbench) -> None:
    """Each version of an answer can be read, and a later version is not found."""
    for words in ("second", "third"):
        desk.do("faq.edit", id="FAQ-003", answer=words)
    with open_reader(desk.path) as conn:
        row = row_of(conn, "faq", id="FAQ-003")
        assert row is not None
        assert [answer_at_version(conn, row, version)["answer"] for version in (1, 2, 3)] == [
            "消费 1 元积 1 分,退货扣回。",
            "second",
            "third",
        ]
        with pytest.raises(NotFound):
            answer_at_version(conn, row, 4)


def test_an_answer_is_due_for_review(desk: Workbench) -> None:
    """S2.A-1: a review is due a year after the publication or on the day set by the last review."""
    later = datetime.fromisoformat("2027-10-20T09:00:00+08:00")
    assert due(desk, "faq_review") == []
    assert "FAQ-001" in due(desk, "faq_review", later)
    desk.do("faq.review", id="FAQ-001", until="2028-10-01")
    assert "FAQ-001" not in due(desk, "faq_review", later)
    desk.fails(BadData, "faq.review", id="FAQ-001", until="2026-11-22")
    desk.do("faq.edit", id="FAQ-004", review_by="2026-12-01")
    assert due(desk, "faq_review") == ["FAQ-004"]
    assert desk.value("faq", "version", id="FAQ-004") == 1


def test_an_unknown_version_cannot_be_handed_over(desk: Workbench) -> None:
    """A hand-over of a document or version that does not exist is refused."""
    assert desk.refused("faq.hand-over", document="FD-01", to="P-0401", version=7).code == "no_version"
    desk.fails(NotFound, "faq.hand-over", document="FD-09", to="P-0401")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_document_contains_what_was_issued(desk: Workbench, lang: str) -> None:
    """The document contains questions and answers by topic with its number and version, in every format."""
    desk.do("faq.edit", id="FAQ-001", topic="process")
    with open_reader(desk.path) as conn:
        assert desk_zone(conn) == "Asia/Shanghai"
        contents = contents_of(conn, "FD-01")
    assert contents is not None
    use_language(lang)
    try:
        rendered = {form: render(answers_document(contents), form) for form in ("md", "html", "docx", "pdf")}
    finally:
        use_language("en")
    text = rendered["md"].decode()
    assert "先取消凭证" in text
    assert "FD-01 v1" in text
    assert ("常见问题与解答" if lang == "zh" else "Questions and answers") in rendered["html"].decode()
    assert all(rendered.values())


@pytest.mark.parametrize("more", [{"faq": "FAQ-003"}, {"not_faq_worthy": True}, {"new_faq": True}])
def test_a_resolved_question_needs_a_decision_about_the_faq(desk: Workbench, more: dict[str, Any]) -> None:
    """S2.A-1: a resolved question without a decision about the FAQ is due for one."""
    ticket = desk.opened(kind="question", contact="P-0701", assets=["A-0704"])
    desk.do("ticket.answer", ticket)
    desk.do("ticket.resolve", ticket, answer="press F5", when=NOW, **more)
    desk.do("ticket.resolve", other := desk.opened(kind="question"), answer="press F6")
    found = due(desk, "faq_missing", datetime.fromisoformat("2026-11-23T09:00:00+08:00"))
    assert f"T-{ticket:03d}" not in found
    assert f"T-{other:03d}" in found
    desk.do("faq.not-worthy", other, reason="only here")
    assert f"T-{other:03d}" not in due(desk, "faq_missing", datetime.fromisoformat("2026-11-23T09:00:00+08:00"))
    assert ("faq_published" in desk.events(ticket)) is bool(more.get("new_faq"))


def test_a_document_of_drafts_suggests_a_release(desk: Workbench) -> None:
    """If a system has only drafts, the refusal to issue a document suggests the release of one."""
    desk.do("faq.add", system="WMS", question="How?", answer="So.", language="zh")
    assert desk.refused("faq.issue", system="wms", language="zh").hint == "deskctl faq release FAQ-006"
    assert desk.refused("faq.issue", system="wms", language="en").hint == "deskctl faq list wms"


@pytest.mark.parametrize(("actor", "state"), [("HL1", "draft"), ("BS1", "draft"), ("EN1", None), ("MG1", None)])
def test_who_may_not_publish_makes_a_draft(desk: Workbench, actor: str, state: str | None) -> None:
    """S2.A-1: everybody may write an answer from a ticket, and customers get it when somebody entitled released it."""
    ticket = desk.opened(kind="question", contact="P-0701", assets=["A-0704"])
    desk.do("ticket.answer", ticket)
    first = desk.do("faq.publish", ticket, answer="press F5", actor=actor)
    desk.do("ticket.resolve", ticket, answer="press F5", new_faq=True, when=NOW, actor=actor)
    assert desk.rows("faq", "state", source_ticket=ticket) == [(state,), (state,)]
    assert any("FAQ-006" in str(notice.values) for notice in first.notices) is (state == "draft")
    assert f"T-{ticket:03d}" not in due(desk, "faq_missing", datetime.fromisoformat("2026-11-23T09:00:00+08:00"))
    if state:
        desk.do("faq.release", id="FAQ-006")
        assert desk.value("faq", "state", id="FAQ-006") == "published"

"""A choice may be typed as the word that the desk shows, in either language."""

import json
from pathlib import Path

import pytest
from calling import Deskctl

from deskctl.language.i18n import use_language
from deskctl.language.words.choice_codes import codes_with_words
from deskctl.queries.conditions.filter_names import FilterNames
from deskctl.queries.conditions.filter_text import narrowed
from deskctl.queries.conditions.filters import TicketFilter

_TICKETS = ("ticket", "list", "--limit", 0)


@pytest.mark.parametrize(
    ("by_word", "by_code"),
    [
        ((*_TICKETS, "--status", "处理中"), (*_TICKETS, "--status", "in_progress")),
        ((*_TICKETS, "--status", "waiting for parts,新建"), (*_TICKETS, "--status", "waiting_part,new")),
        ((*_TICKETS, "--severity", "严重，一般"), (*_TICKETS, "--severity", "severe,general")),
        ((*_TICKETS, "--severity", "严重"), (*_TICKETS, "--severity", "severe")),
        ((*_TICKETS, "--not-level", "加急"), (*_TICKETS, "--not-level", "urgent")),
        ((*_TICKETS, "--kind", "Service request"), (*_TICKETS, "--kind", "request")),
        ((*_TICKETS, "--channel", "电话"), (*_TICKETS, "--channel", "phone")),
        ((*_TICKETS, "--mode", "应急状态", "--status", "all"), (*_TICKETS, "--mode", "emergency", "--status", "all")),
        (("clock", "list", "--state", "已超时,running"), ("clock", "list", "--state", "overdue,running")),
        (("clock", "list", "--milestone", "call back"), ("clock", "list", "--milestone", "engineer_response")),
        (("due", "list", "--role", "商务人员"), ("due", "list", "--role", "business")),
        ((*_TICKETS, "--status", "全部"), (*_TICKETS, "--status", "all")),
        ((*_TICKETS, "--owner", "无"), (*_TICKETS, "--owner", "none")),
        ((*_TICKETS, "--owner", "我,nobody"), (*_TICKETS, "--owner", "me,none")),
        ((*_TICKETS, "--not-owner", "我"), (*_TICKETS, "--not-owner", "me")),
        (("due", "list", "--owner", "我，无"), ("due", "list", "--owner", "me,none")),
        (("dispatch", "list", "--engineer", "我"), ("dispatch", "list", "--engineer", "me")),
        (("contact", "list", "--state", "全部"), ("contact", "list", "--state", "all")),
        (("contact", "list", "--state", "已停用"), ("contact", "list", "--state", "retired")),
        ((*_TICKETS, "--as-of", "2026-11-22T09:30:00+0000"), (*_TICKETS, "--as-of", "2026-11-22T09:30:00+00:00")),
        ((*_TICKETS, "--as-of", "2026-11-22 09:30+0800"), (*_TICKETS, "--as-of", "2026-11-22 09:30+08:00")),
        (("due", "list", "--kind", "Return visit"), ("due", "list", "--kind", "return_visit")),
        (("search", "服务器", "--kind", "ticket"), ("search", "服务器", "--kind", "工单")),
    ],
)
def test_filters_accept_words(ask: Deskctl, by_word: tuple[object, ...], by_code: tuple[object, ...]) -> None:
    """A filter by a word yields the same rows as by its code."""
    written, coded = ask(*by_word, "--json"), ask(*by_code, "--json")
    assert (written.code, written.err) == (0, coded.err)
    assert written.json == coded.json


def test_compared_filters_find_some_tickets(ask: Deskctl) -> None:
    """The filters that are compared above match some tickets, but not all."""
    every = len(ask(*_TICKETS, "--status", "all", "--json").json)
    for words in (["--status", "处理中"], ["--severity", "严重"], ["--mode", "emergency", "--status", "all"]):
        assert 0 < len(ask(*_TICKETS, *words, "--json").json) < every


def test_unknown_word_names_the_choices(ask: Deskctl) -> None:
    """An unknown word is a usage error that names the codes with their words."""
    refused = ask(*_TICKETS, "--status", "没有", "--json")
    assert refused.code == 2
    assert "waiting_part (waiting for parts)" in refused.error["message"]


def test_every_choice_is_listed_with_its_word() -> None:
    """In Chinese the choices are listed with their words, including `all`."""
    use_language("zh")
    assert codes_with_words("status", ("new", "all")) == "new (新建), all (全部)"
    assert codes_with_words("state", ("current", "all")) == "current (在用), all (全部)"


def test_fields_accept_headings(ask: Deskctl) -> None:
    """`--fields` accepts the headings of a table in both languages, and JSON keeps the names."""
    rows = ask(*_TICKETS, "--fields", "工单，Next promise,Customer,severity", "--json").json
    assert list(rows[0]) == ["ticket", "next_milestone", "customer_name", "severity"]
    assert ask("ticket", "show", "T-001", "--fields", "标题", "--json").json.keys() == {"title"}


def test_fields_of_a_write_accept_headings(act: Deskctl) -> None:
    """`--fields` of an operation accepts headings too."""
    row = act("ticket", "note", "T-071", "--note", "x", "--fields", "Ticket,状态", "--json")
    assert (row.code, list(row.json)) == (0, ["ticket", "status"])


def test_batch_line_accepts_words(act: Deskctl, tmp_path: Path) -> None:
    """A choice in a batch line may be a word, and its code is recorded."""
    line = {"do": "ticket.set-severity", "ticket": "T-071", "to": "严重", "by_contact": "P-0702"}
    lines = tmp_path / "lines.jsonl"
    lines.write_text(json.dumps(line), encoding="utf-8")
    assert act("batch", lines, "--json").rows[0]["ok"]
    assert act("ticket", "show", "T-071", "--json").json["severity"] == "severe"


@pytest.mark.parametrize(("word", "value"), [("否", False), ("是", True), ("no", False)])
def test_yes_or_no_in_a_batch_line_accepts_words(act: Deskctl, tmp_path: Path, word: str, *, value: bool) -> None:
    """Yes and no in a batch line may be written in both languages."""
    line = {"do": "ticket.open", "contact": "P-0702", "title": "x", "severity": "一般", "engineer_on_site": word}
    lines = tmp_path / "lines.jsonl"
    lines.write_text(json.dumps(line), encoding="utf-8")
    (row,) = act("batch", lines, "--json").rows
    assert row["ok"], row
    first = act("ticket", "show", row["ticket"], "--json").json["actions"][0]
    assert first["data"]["engineer_on_site"] is value


@pytest.mark.parametrize("line", ["状态:处理中", "status:in_progress", 'status:"in progress"'])
def test_filter_line_accepts_words_of_both_languages(line: str) -> None:
    """The filter line of a queue accepts words of both languages."""
    assert narrowed(TicketFilter(), line, FilterNames()).status == ("in_progress",)


def test_filter_line_accepts_chinese_commas() -> None:
    """Values in the filter line of a queue may be separated by a Chinese comma."""
    assert narrowed(TicketFilter(), "状态：处理中，新建", FilterNames()).status == ("in_progress", "new")

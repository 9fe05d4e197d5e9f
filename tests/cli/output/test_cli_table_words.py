"""Tables for people show codes as words; JSON keeps the codes."""

import json
from pathlib import Path

import pytest
from calling import Deskctl

from deskctl.cli.output.headings import heading
from deskctl.cli.schemas import shapes
from deskctl.data_files import data_file
from deskctl.desk.outbox import OUTBOX_STATES
from deskctl.language.i18n import LANGUAGES, use_language
from deskctl.language.words.message_words import (
    MAIL_KIND_WORDS,
    MAIL_STATE_WORDS,
    OUTBOX_KIND_WORDS,
    OUTBOX_STATE_WORDS,
)
from deskctl.queries.messages.mail_states import MAIL_KINDS, MAIL_STATES


@pytest.fixture
def on_chinese_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the answer one for a person on a terminal, in Chinese."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "160")
    use_language("zh")


def test_table_shows_words(deskctl: Deskctl, desk: Path, on_chinese_terminal: None) -> None:
    """A table shows states, levels, classes and roles in Chinese."""
    clocks = deskctl("--store", desk, "clock", "list", "T-071").out
    assert all(word in clocks for word in ("计时中", "达成", "加急"))
    assert "running" not in clocks
    assert "服务器" in deskctl("--store", desk, "asset", "list").out
    assert "工程师" in deskctl("--store", desk, "staff", "list").out


def test_lists_of_services_are_in_the_language_of_the_reader(
    deskctl: Deskctl, desk: Path, tmp_path: Path, on_chinese_terminal: None
) -> None:
    """The due list, the month, the stock and the setup of a desk have Chinese headings, kinds and states."""
    due = deskctl("--store", desk, "due", "list").out
    assert all(word in due for word in ("巡检", "到期", "已超时"))
    assert not [word for word in ("return_visit", "overdue", "calendar") if word in due]
    assert due.count("2027") == 1, "a title that only repeats the subject is left out"
    for words in (("month", "show", "2026-11"), ("stock", "list"), ("hotline", "list"), ("certificate", "list")):
        shown = deskctl("--store", desk, *words).out
        assert not [word for word in ("promises", "services", "left out", "min qty", "expires") if word in shown]
    setup = deskctl("--store", tmp_path / "new.db", "init").out
    assert ("下一次上门" in setup, "made" in setup) == (False, False)


@pytest.mark.parametrize(
    ("of", "field", "shown"),
    [
        ("contact", "title", "职务"),
        ("contact", "name", "姓名"),
        ("ticket", "title", "标题"),
        ("return-visit", "by", "回访人"),
        ("due-row", "subject", "对象"),
        ("due-row", "planned_at", "计划时间"),
        ("certificate", "no", "证书编号"),
        ("contract", "no", "合同编号"),
        ("mode-advice", "mode", "服务方式"),
        ("ticket", "mode", "服务状态"),
        ("charge", "rate", "单价"),
        ("consents", "scope", "许可范围"),
        ("attachment", "public", "客户可见"),
        ("asset", "ip", "IP 地址"),
    ],
)
def test_heading_has_the_sense_of_its_record(of: str, field: str, shown: str) -> None:
    """One field name heads different things in different records: a contact's title is a position, not a headline."""
    use_language("zh")
    assert heading(field, of) == shown


def test_every_field_of_an_answer_has_a_heading_in_both_languages() -> None:
    """No person reads the names of the fields; the keywords of JSON Schema and names of programs are the exceptions."""
    fields = {field for shape in shapes().values() for field in shape} - {"$schema", "properties"}
    headings = {}
    for lang in LANGUAGES:
        use_language(lang)
        headings[lang] = {field: heading(field) for field in fields}
    assert [field for field in fields if headings["en"][field] == field.replace("_", " ")] == ["deskctl"]
    assert [
        (name, shown)
        for shown in headings.values()
        for name, shape in shapes().items()
        if len({shown[field] for field in shape if field in fields}) < len(fields & set(shape))
    ] == []
    alike = {field for field in fields if headings["en"][field] == headings["zh"][field]}
    assert alike == {"deskctl", "python", "sqlite", "sha256", "shell"}


def test_codes_of_messages_results_and_duties_are_words(
    deskctl: Deskctl, desk: Path, on_chinese_terminal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mails, messages and search results show their kinds as words, and duties none of another kind with their code.

    A narrow table names what a row is about: an empty column takes no space from another.
    """
    assert (set(MAIL_KIND_WORDS), set(MAIL_STATE_WORDS)) == (set(MAIL_KINDS), set(MAIL_STATES))
    kinds = {file.name.partition(".")[0] for file in (data_file("mail")).iterdir()}
    assert (set(OUTBOX_KIND_WORDS), set(OUTBOX_STATE_WORDS)) == (kinds, set(OUTBOX_STATES))
    lists = ("mail list", "search CUS-01", "stock cover", "improvement list", "calendar list")
    shown = {words: deskctl("--store", desk, *words.split()).out for words in lists}
    assert not [
        code
        for code in ("new", "waiting", "ticket", "contract", "both", "loaner_only", "open", "mon", "calendar")
        if any(f"{code} " in out for out in shown.values())
    ]
    assert "周日" in deskctl("--store", desk, "calendar", "show", "--calendar", "URGENT").out
    use_language("en")
    for words, code in (("due show return_visit CUS-04", "return_visit "), ("policy show after-sales", "@")):
        assert code not in deskctl("--store", desk, *words.split()).out
    assert "1800 " in deskctl("--store", desk, "contract", "show", "CT-01").out
    duties = deskctl("--store", desk, "due", "list").out
    assert "Mon–Fri 09:00-20:30" in deskctl("--store", desk, "calendar", "list").out
    assert all(kind in duties for kind in ("Contract ends", "Evaluation", "Training"))
    monkeypatch.setenv("COLUMNS", "40")
    narrow = {words: deskctl("--store", desk, *words.split()).out for words in ("due list", "mail list")}
    assert ("禾岭" in narrow["due list"], "Customer" in narrow["mail list"]) == (True, True), narrow
    monkeypatch.setenv("COLUMNS", "160")
    assert "95.1%" in deskctl("--store", desk, "month", "show", "2026-11").out
    info = deskctl("--store", desk, "store", "info").out
    assert all(words in info for words in (" MB", "from the beginning"))
    assert "absence: 0" not in info
    added = deskctl("--store", desk, "staff", "add", "--name", "A", "--role", "lead_engineer", "--actor", "MG1").out
    assert ("lead_engineer" in added, "None" in added, "[]" in added) == (False, False, False)


def test_refusal_shows_words(deskctl: Deskctl, desk: Path, on_chinese_terminal: None) -> None:
    """A refusal shows the status of the ticket as a word."""
    shown = deskctl("--store", desk, "--actor", "EN1", "ticket", "resolve", "T-001").err
    assert "已关闭" in shown
    assert "closed" not in shown


def test_json_keeps_the_codes(deskctl: Deskctl, desk: Path, on_chinese_terminal: None) -> None:
    """JSON contains codes in every language."""
    clocks = json.loads(deskctl("--store", desk, "clock", "list", "T-071", "--json").out)
    assert {clock["state"] for clock in clocks} <= {"met", "overdue", "running"}


def test_promises_of_a_policy_are_words(deskctl: Deskctl, desk: Path, on_chinese_terminal: None) -> None:
    """The table of a policy names the starts, lengths and calendars of its promises as people say them, in Chinese too.

    In a pipe they stay codes.
    """
    for lang, words in (
        ("zh", ("来电", "已申请上门", "已查明原因（应用系统）", "下一工作日", "按服务级别", "（已接受）")),
        ("en", ("the call", "cause found (application)", "next working day", "by the level", "(accepted)")),
    ):
        use_language(lang)
        shown = deskctl("--store", desk, "policy", "show").out
        assert [word for word in words if word not in shown] == [], shown
        assert [code for code in ("_", "workday 1", " min") if code in shown] == [], shown
    assert "onsite_requested" in deskctl("--store", desk, "policy", "show", "--plain").out


def test_broken_rules_of_an_import_are_sentences(deskctl: Deskctl, desk: Path, on_chinese_terminal: None) -> None:
    """The list of the rules that imported actions break names each rule by its sentence and clause, not by its code."""
    shown = deskctl("--store", desk, "store", "check", "--sense").out
    assert ("explanation_missing" in shown, "处理办法" in shown, "S5.3-1.explain" in shown) == (False, False, True)
    assert "explanation_missing" in deskctl("--store", desk, "store", "check", "--sense", "--plain").out


def test_lateness_is_said_in_one_form(deskctl: Deskctl, desk: Path, on_chinese_terminal: None) -> None:
    """A table says of a late promise how late it is, in the words of the console."""
    use_language("en")
    row = deskctl("--store", desk, "ticket", "list", "--overdue").out.partition("\n")[2]
    assert ("3 d 20 h late" in row, "late 3 d" in row) == (True, False)


def test_dry_run_is_shown_in_words(deskctl: Deskctl, desk: Path, on_chinese_terminal: None) -> None:
    """The table of a dry run names the actions, promises, states and times as other tables do; in a pipe, by codes."""
    words = ("--store", desk, "ticket", "respond", "T-071", "--actor", "EN2", "--dry-run")
    shown = deskctl(*words).out
    assert [word for word in ("步骤", "已回电", "承诺", "回电", "达成", "计时中") if word not in shown] == [], shown
    assert [code for code in ("record", "clock", "engineer_response", "running", "+08:00") if code in shown] == [], (
        shown
    )
    assert "record\tengineer_response\t\t" in deskctl(*words, "--plain").out


@pytest.mark.parametrize(
    ("words", "shown", "codes"),
    [
        (("config", "show"), ("来源", "默认"), ("开始", "default")),
        (("on-call", "gaps", "--within", "28d"), ("无人值班",), ("gap",)),
        (
            ("contract", "show", "CT-08"),
            ("承诺口径: 里程碑口径", "第二工作日含义: 下一工作日"),
            ("milestone", "second", "next", "系统档案"),
        ),
    ],
)
def test_sources_gaps_and_contract_options_are_words(
    deskctl: Deskctl, desk: Path, on_chinese_terminal: None, words: list[str], shown: list[str], codes: list[str]
) -> None:
    """The source of a setting, a gap of the roster and the options of a contract are words under headings that fit."""
    out = deskctl("--store", desk, *words).out
    assert [word for word in shown if word not in out] == []
    assert [code for code in codes if code in out] == []


def test_reason_for_the_kind_of_a_mail_is_in_words(
    deskctl: Deskctl, desk: Path, tmp_path: Path, on_chinese_terminal: None
) -> None:
    """A mail says in the reader's language why it is of its kind, above all if its sender is not proved."""
    mails = {
        "not_authenticated": b"Authentication-Results: mx; dmarc=fail\nFrom: p-0702@cus07.example.com\n\nx",
        "spam": b"X-Spam-Flag: YES\nFrom: a@b.example.com\n\ny",
        "unknown_sender": b"From: a@b.example.com\n\nz",
        "automatic_reply": b"Auto-Submitted: auto-replied\nFrom: a@b.example.com\n\nz",
        "not_a_mail": bytes.fromhex("d0cf11e0a1b11ae10000"),
    }
    files = [tmp_path / f"{reason}.eml" for reason in mails]
    for file in files:
        file.write_bytes(mails[file.stem])
    taken = deskctl("--store", desk, "mail", "import", *files, "--json").json
    for reason, row in zip(mails, taken, strict=True):
        shown = deskctl("--store", desk, "mail", "show", row["mail"]).out
        assert (reason in shown, row["kind"] in shown) == (False, False), shown
    again = deskctl("--store", desk, "mail", "import", *files).out
    assert ("已隔离" in again, "quarantine" in again) == (True, False), again
    use_language("en")
    assert "sender not authenticated" in deskctl("--store", desk, "mail", "show", taken[0]["mail"]).out

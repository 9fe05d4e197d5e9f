"""Courseware behind a password: courses and files, accounts, access by customer, and the access log."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from calling import Answer, Deskctl

WithPassword: TypeAlias = Callable[..., Answer]
SLIDES = b"%PDF-1.7 " + b"slides" * 1000


@pytest.fixture
def slides(tmp_path: Path) -> Path:
    """Return a file of a course."""
    file = tmp_path / "slides.pdf"
    file.write_bytes(SLIDES)
    return file


@pytest.fixture
def with_password(act: Deskctl, monkeypatch: pytest.MonkeyPatch) -> WithPassword:
    """Return a function that calls deskctl with a password on stdin."""

    def call(password: str, *words: object) -> Answer:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{password}\n".encode())))
        return act(*words, "--password-stdin", "--json")

    return call


@pytest.fixture
def account(act: Deskctl) -> dict[str, Any]:
    """Return a new account of CUS-03 with its password."""
    add = ("account", "add", "--customer", "CUS-03", "--username", "yanqiu", "--contact", "P-0301")
    made: dict[str, Any] = act(*add, "--generate", "--json").json
    return made


def catalogue_of(with_password: WithPassword, username: str, password: str) -> set[str]:
    return {row["course"] for row in with_password(password, "course", "catalogue", "--username", username).json}


def test_link_is_no_file_of_a_course(act: Deskctl, slides: Path, tmp_path: Path) -> None:
    """A symbolic link is refused without advice to use an option that courses do not have."""
    (tmp_path / "link.pdf").symlink_to(slides)
    refused = act("course", "publish", "CR-01", tmp_path / "link.pdf", "--json")
    assert (refused.code, refused.error["code"]) == (1, "no_file")
    assert "--follow" not in refused.err


@pytest.mark.usefixtures("careful_hashes")
def test_customer_fetches_a_course(act: Deskctl, with_password: WithPassword, slides: Path, tmp_path: Path) -> None:
    """Each version of a course is fetched unchanged and logged, and a login renews an old password hash."""
    act("course", "publish", "CR-01", slides)
    (tmp_path / "new.pdf").write_bytes(b"%PDF-1.7 new")
    act("course", "publish", "CR-01", tmp_path / "new.pdf")
    out = tmp_path / "out"
    out.mkdir()
    fetch = ("course", "fetch", "CR-01", "--username", "qinghe", "-o", out)
    before = act("export", "--with-passwords").rows
    (newest,) = with_password("demo-qinghe", *fetch).json
    (older,) = with_password("demo-qinghe", *fetch, "--version", "2").json
    assert (newest["version"], Path(newest["file"]).read_bytes()) == (3, b"%PDF-1.7 new")
    assert older["sha256"] == hashlib.sha256(SLIDES).hexdigest()
    rows = act("account", "accesses", "--account", "CA-01", "--json").json
    assert [(row["kind"], row["course"], row["version"]) for row in rows] == [
        ("fetch", "CR-01", 3),
        ("fetch", "CR-01", 2),
    ]
    hashes = [
        next(row["password_hash"] for row in rows if row.get("username") == "qinghe")
        for rows in (before, act("export", "--with-passwords").rows)
    ]
    assert [one.split("$")[1] for one in hashes] == ["16384", "32768"]


def test_failed_logins_have_the_same_message(act: Deskctl, with_password: WithPassword) -> None:
    """A wrong password, an unknown user and a closed account get the same message, and each is logged."""
    show = ("course", "catalogue", "--username")
    answers = [with_password("wrong-words", *show, "qinghe"), with_password("demo-qinghe", *show, "nobody")]
    act("account", "deactivate", "CA-01", "--reason", "left")
    answers.append(with_password("demo-qinghe", *show, "qinghe"))
    assert {(answer.code, answer.out, answer.err) for answer in answers} == {(1, "", answers[0].err)}
    rows = act("account", "accesses", "--json").json
    assert [(row["kind"], row["account"]) for row in rows[1:]] == [
        ("login_failed", "CA-01"),
        ("login_failed", None),
        ("login_failed", "CA-01"),
    ]


def test_generated_password_is_printed_once(
    act: Deskctl, with_password: WithPassword, account: dict[str, Any], desk: Path
) -> None:
    """A generated password opens the account and is in no history, export, dry run or store."""
    password = account["password"]
    assert len(password) == 16
    assert with_password(password, "course", "catalogue", "--username", "YanQiu").code == 0
    printed = act("account", "show", "CA-05").out + act("export", "--with-passwords").out
    assert password not in printed
    assert password.encode() not in desk.read_bytes()
    assert "password" not in act("account", "password", "CA-05", "--generate", "--dry-run", "--json").json
    assert with_password(password, "course", "catalogue", "--username", "yanqiu").code == 0


def test_equal_passwords_have_different_hashes(act: Deskctl, with_password: WithPassword) -> None:
    """Each account has its own salt, and user names that differ only in spelling are the same."""
    for name in ("yi-one", "yi-two"):
        with_password("correct horse", "account", "add", "--customer", "CUS-03", "--username", name)
    hashes = [row["password_hash"] for row in act("export", "--with-passwords").rows if "password_hash" in row]
    assert len(set(hashes)) == len(hashes) == 6
    taken = with_password("correct horse", "account", "add", "--customer", "CUS-02", "--username", "ＹＩ-One")
    assert taken.error["code"] == "name_taken"


@pytest.mark.parametrize("password", ["short", "", "yanqiu-a"])
def test_weak_password_is_refused(with_password: WithPassword, password: str) -> None:
    """A password that is too short, empty or equal to the user name is refused."""
    answer = with_password(password, "account", "add", "--customer", "CUS-03", "--username", "yanqiu-a")
    assert answer.code in {1, 4}
    assert answer.error["code"] == ("weak_password" if password else "bad_data")


def test_password_is_never_an_argument(act: Deskctl) -> None:
    """Without a terminal one of `--generate` and `--password-stdin` is required, and `--password` is refused."""
    add = ("account", "add", "--customer", "CUS-03", "--username", "x-y-z")
    assert act(*add).code == 2
    assert act(*add, "--generate", "--password-stdin").code == 2
    assert act(*add, "--password", "secret words").code == 2


def test_reset_sets_a_new_password(act: Deskctl, with_password: WithPassword) -> None:
    """After a reset the old password is refused, the new one is accepted, and the account has it in its history."""
    row = act("account", "reset", "T-071", "--account", "CA-04", "--generate", "--json").json
    show = ("course", "catalogue", "--username", "chengchuan")
    assert with_password("demo-chengchuan", *show).code == 1
    assert with_password(row["password"], *show).code == 0
    assert act("account", "show", "CA-04", "--json").json["history"][-1]["event"] == "password_set"


def test_customer_sees_only_its_own_courses(act: Deskctl, with_password: WithPassword, slides: Path) -> None:
    """S3-training.material: a customer sees adapted material once it is handed over, and none of other customers."""
    hand_over = ("training", "hand-over", "TR-003", "--to")
    assert act(*hand_over, "P-0301", "--json").error["code"] == "wrong_customer"
    assert act(*hand_over, "P-0201", "--json").error["clause"] == "S3-training.material"
    course = act("training", "adapt", "TR-003", "--file", slides, "--json").json["material_version"]
    assert course not in catalogue_of(with_password, "beiyu", "demo-beiyu")
    assert act(*hand_over, "P-0201", "--json").code == 0
    assert course in catalogue_of(with_password, "beiyu", "demo-beiyu")
    own = catalogue_of(with_password, "qinghe", "demo-qinghe")
    assert course not in own
    assert {"CR-01", "CR-02", "CR-05", "CR-06"} <= own
    fetched = with_password("demo-qinghe", "course", "fetch", course, "--username", "qinghe", "-o", slides.parent)
    assert fetched.code == 3


def test_life_of_a_course(act: Deskctl, with_password: WithPassword, slides: Path) -> None:
    """A course is added with its file, edited and retired; staff can still export it, and the log names who did."""
    made = act("course", "add", "--system", "*", "--title", "安全须知", "--file", slides, "--json").json
    assert (made["version"], made["files"]) == (1, ["slides.pdf"])
    assert made["id"] in catalogue_of(with_password, "qinghe", "demo-qinghe")
    act("course", "edit", made["id"], "--title", "安全须知（新）")
    act("course", "retire", made["id"], "--reason", "outdated")
    assert made["id"] not in catalogue_of(with_password, "qinghe", "demo-qinghe")
    assert act("course", "export", made["id"], "-o", slides.parent, "--json").json[0]["size"] == len(SLIDES)
    assert act("account", "accesses", "--json").json[-1]["staff"] == "LE1"


def test_hotline_may_not_change_courses_and_accounts(act: Deskctl, slides: Path) -> None:
    """The hotline may neither publish a course nor set the password of an account."""
    for words in (("course", "publish", "CR-01", slides), ("account", "password", "CA-01", "--generate")):
        assert act(*words, "--actor", "HL1", "--json").error["code"] == "not_yours"


def test_third_like_question_names_a_training_need(act: Deskctl) -> None:
    """Opening the third like question returns the like tickets as `training_need`, which is null otherwise."""
    open_it = ("ticket", "open", "--contact", "P-0701", "--kind", "question", "--assets", "A-0704", "--json", "--title")
    needs = [act(*open_it, f"收银交班差额怎么处理{mark}").json["training_need"] for mark in ("", "?", "!")]
    assert needs == [None, None, ["T-073", "T-074", "T-075"]]
    incident = act("ticket", "open", "--contact", "P-0701", "--title", "停机", "--severity", "severe", "--json").json
    assert incident["training_need"] is None


def test_desk_moves_with_its_knowledge(act: Deskctl, deskctl: Deskctl, slides: Path, tmp_path: Path) -> None:
    """Courses, accounts, the access log, FAQ and their documents are equal after export, import and export."""
    act("course", "add", "--system", "*", "--title", "安全须知", "--customer", "CUS-03", "--file", slides)
    act("course", "publish", "CR-01", slides)
    act("course", "export", "CR-01", "-o", tmp_path)
    act("account", "add", "--customer", "CUS-03", "--username", "yanqiu", "--contact", "P-0301", "--generate")
    act("account", "deactivate", "CA-02", "--reason", "left")
    act("training", "adapt", "TR-003", "--file", slides)
    act("faq", "edit", "FAQ-001", "--answer", "先红冲。", "--topic", "process")
    act("faq", "add", "--system", "ERP-X", "--question", "Q?", "--answer", "A.", "--review-by", "2027-01-01")
    act("faq", "issue", "--system", "ERP-X", "--language", "zh")
    act("faq", "hand-over", "FD-01", "--to", "P-0401")
    act("faq", "retire", "FAQ-002", "--reason", "done otherwise")
    whole = act("export", "--with-passwords").out
    assert whole.count('"type": "blob"') == 1
    (tmp_path / "desk.jsonl").write_text(whole, encoding="utf-8")
    other = tmp_path / "other.db"
    assert deskctl("--store", other, "import", tmp_path / "desk.jsonl").code == 0
    assert deskctl("--store", other, "export", "--with-passwords").out == whole
    lists = [("due", "list", "--json"), ("faq", "changes", "FD-01", "--json"), ("faq", "export", "FD-01", "-o", "-")]
    for words in lists:
        assert deskctl("--store", other, *words).out == act(*words).out
    assert deskctl("--store", other, "store", "check", "--json").json == []


def test_generated_password_must_be_among_the_fields(act: Deskctl) -> None:
    """`--fields` without the generated password is refused, and no account is added."""
    add = ("account", "add", "--customer", "CUS-03", "--username", "yanqiu-b", "--generate")
    answer = act(*add, "--fields", "id")
    assert (answer.code, "--fields id,password" in answer.err) == (2, True)
    shown = act(*add, "--fields", "id,password").out.split()
    assert (shown[0], len(shown[1])) == ("CA-05", 16)

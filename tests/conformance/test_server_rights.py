"""On a server the login is the actor, and histories can be neither forged nor changed."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from server_rows import ALLOWED, FORBIDDEN, FORGED_ACTION, add_login, as_owner, close_behind_the_desk

from deskctl.console.app import DeskApp
from deskctl.console.startup_checks import check_actor
from deskctl.data_files import data_file
from deskctl.serve.nightly import Nightly

pytestmark = pytest.mark.xdist_group("server")

Call = Callable[..., tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class Logins:
    """The addresses of one desk for its owner, its two people, and a login that is not on the staff."""

    owner: str
    bo: str
    ann: str
    eve: str


@pytest.fixture(scope="module")
def made_desk(make_database: Callable[..., str]) -> Logins:
    """Make an empty database that four logins may connect to."""
    owner = make_database()
    name = owner.split("/")[3].split("?")[0]
    for login in ("bo", "ann", "eve"):
        add_login(owner, login)
        as_owner(owner, f"GRANT CONNECT ON DATABASE {name} TO {login}")
    return Logins(owner, *(owner.replace("owner@", f"{login}@") for login in ("bo", "ann", "eve")))


@pytest.fixture
def desk(made_desk: Logins, answer: Call) -> Logins:
    """Return a desk of two people with a ticket, each person with a login of their own."""
    if answer(made_desk.bo, "ticket", "show", "T-001")[0] == 0:
        return made_desk
    assert answer(made_desk.owner, "init", "--me", "Bo Lind", "--login", "bo")[0] == 0
    person = ("staff", "add", "--name", "Ann Lee", "--role", "engineer", "--login", "ann")
    assert answer(made_desk.bo, *person)[0] == 0
    assert answer(made_desk.bo, "customer", "add", "--name", "Clinic")[0] == 0
    assert answer(made_desk.ann, "contact", "add", "--customer", "CUS-01", "--name", "Sam Reed")[0] == 0
    opened = ("ticket", "open", "--contact", "P-0101", "--title", "printer", "--severity", "severe")
    assert answer(made_desk.ann, *opened)[0] == 0
    return made_desk


@pytest.fixture
def tried(desk: Logins) -> Iterator[Callable[..., str]]:
    """Return a function that runs a statement as Ann, undoes it, and returns the code of its error or an empty text."""
    import psycopg2

    with closing(psycopg2.connect(desk.ann)) as conn:

        def run(sql: str, values: tuple[Any, ...] = ()) -> str:
            try:
                conn.cursor().execute(sql, values)
            except psycopg2.Error as error:
                return error.pgcode or "?"
            finally:
                conn.rollback()
            return ""

        yield run


def test_the_login_is_the_actor(desk: Logins, answer: Call) -> None:
    """Each step is recorded under the login, and `--actor` for another person is refused."""
    assert json.loads(answer(desk.ann, "whoami", "--json")[1])["actor"] == "EN1"
    assert answer(desk.bo, "ticket", "assign", "T-001", "--to", "EN1")[0] == 0
    assert answer(desk.ann, "call", "log", "T-001", "--summary", "asked", "--minutes", "5", "--actor", "EN1")[0] == 0
    history = json.loads(answer(desk.bo, "ticket", "history", "T-001", "--json")[1])
    assert [one["actor"] for one in history][-2:] == ["MG1", "EN1"]
    for other in ("MG1", "bo", "nobody"):
        code, _out, err = answer(desk.ann, "ticket", "note", "T-001", "--note", "x", "--actor", other, "--json")
        assert (code, json.loads(err)["code"]) == (1, "not_yours")
    code, _out, err = answer(desk.eve, "ticket", "note", "T-001", "--note", "x", "--json")
    assert (code, json.loads(err)["code"]) == (1, "unknown_actor")


def test_the_login_of_a_person_who_left(desk: Logins, answer: Call) -> None:
    """The command line, and a console that was open before, name the person and who could let them act again."""
    answer(desk.bo, "ticket", "assign", "T-001", "--to", "none")
    assert answer(desk.bo, "staff", "edit", "EN1", "--no-active")[0] == 0
    for named in ((), ("--actor", "EN1"), ("--actor", "ann")):
        code, _out, err = answer(desk.ann, "ticket", "note", "T-001", "--note", "x", *named, "--json")
        refused = json.loads(err)
        assert (code, refused["code"], refused["hint"]) == (1, "unknown_actor", "deskctl staff edit EN1 --active")
        assert refused["message"].startswith("Ann Lee EN1, whose login is ann, has left the firm and records nothing.")
        assert "Bo Lind MG1 (bo)" in refused["message"]
    assert answer(desk.bo, "staff", "edit", "EN1", "--active")[0] == 0


def test_people_begin_a_desk_change_their_own_logins_and_leave(make_database: Callable[..., str], answer: Call) -> None:
    """Who adds, edits or retires their own record signs this, and tickets handed over, as who they were before."""
    owner = make_database()
    name = owner.split("/")[3].split("?")[0]
    bo, ann = (owner.replace("owner@", f"{login}@") for login in ("bo", "ann"))
    for login in ("bo", "ann"):
        add_login(owner, login)
    assert answer(owner, "store", "init")[0] == 0
    as_owner(owner, f"GRANT CONNECT ON DATABASE {name} TO bo, ann")
    assert answer(bo, "init", "--me", "Bo Lind", "--role", "service_manager", "--login", "bo")[0] == 0
    assert answer(bo, "staff", "add", "--name", "Ann Lee", "--role", "lead_engineer", "--login", "ann")[0] == 0
    assert answer(bo, "customer", "add", "--name", "Clinic")[0] == 0
    assert answer(bo, "contact", "add", "--customer", "CUS-01", "--name", "Sam Reed")[0] == 0
    assert answer(bo, "ticket", "open", "--contact", "P-0101", "--title", "x", "--severity", "severe")[0] == 0
    assert answer(bo, "ticket", "assign", "T-001", "--to", "LE1")[0] == 0
    assert answer(bo, "staff", "edit", "MG1", "--login", "bo2")[0] == 0
    assert answer(ann, "staff", "edit", "MG1", "--login", "bo")[0] == 0
    assert answer(ann, "staff", "retire", "LE1", "--reason", "leaves", "--to", "none")[0] == 0
    assert json.loads(answer(bo, "ticket", "history", "T-001", "--json")[1])[-1]["actor"] == "LE1"
    assert answer(bo, "staff", "edit", "MG1", "--no-active")[0] == 0
    assert answer(owner, "store", "check")[0] == 0


@pytest.mark.parametrize(
    ("login", "actor", "says"),
    [
        ("ann", "MG1", "MG1 is not the person logged in on the server: ann."),
        ("eve", None, "The login eve belongs to nobody on the staff."),
        ("ann", None, ""),
    ],
)
def test_a_console_that_cannot_record(
    desk: Logins, monkeypatch: pytest.MonkeyPatch, login: str, actor: str | None, says: str
) -> None:
    """A console shows at its start why its login can record nothing."""
    app = DeskApp(getattr(desk, login), actor=actor, lang="en", now=lambda: datetime.now(UTC))
    shown: list[str] = []
    monkeypatch.setattr(app, "notify", lambda text, **_options: shown.append(text))
    check_actor(app, app.session)
    assert "\n".join(shown).startswith(says)
    assert bool(shown) is bool(says)


def test_a_refusal_that_names_a_colleague(desk: Logins, answer: Call) -> None:
    """What only a colleague may do next is named with the colleague, although the colleague is not logged in here."""
    assert answer(desk.bo, "part", "add", "--name", "Memory", "--model", "M8")[0] == 0
    code, _out, err = answer(desk.ann, "part", "request", "T-001", "--part", "PT-01", "--json")
    refused = json.loads(err)
    assert (code, refused["clause"], refused["remedy"]["who"]) == (1, "S5.3-2.request", "MG1")
    assert refused["hint"].startswith("deskctl part consent")
    assert "--actor" not in refused["hint"], "the server would refuse it"
    refused = json.loads(answer(desk.ann, "desk", "update-data", "--json")[2])
    assert (refused["hint"], refused["remedy"]["who"]) == ("deskctl desk update-data", "MG1")
    assert "logged in" not in refused["message"]


def test_the_time_is_that_of_the_server(desk: Logins, answer: Call) -> None:
    """`DESKCTL_NOW` is ignored for recorded times, with one line on stderr."""
    code, _out, err = answer(desk.ann, "ticket", "note", "T-001", "--note", "seen")
    assert (code, err.count("DESKCTL_NOW")) == (0, 1)
    last = json.loads(answer(desk.ann, "ticket", "history", "T-001", "--json")[1])[-1]
    for name in ("recorded_at", "at"):
        assert abs((datetime.now(UTC) - datetime.fromisoformat(last[name])).total_seconds()) < 600


def test_imports_use_the_time_of_the_server(desk: Logins, answer: Call, tmp_path: Path) -> None:
    """Imports of spreadsheets and mails, too, ignore `DESKCTL_NOW` with one line on stderr."""
    sheet, mail = tmp_path / "c.csv", tmp_path / "m.eml"
    sheet.write_text("name,customer\nJo Gray,CUS-01\n", "utf-8")
    mail.write_text("From: jo@clinic.example.com\nMessage-ID: <t@d>\nSubject: x\n\ny\n", "utf-8")
    for words in (("import", str(sheet), "--kind", "contact"), ("mail", "import", str(mail))):
        code, _out, err = answer(desk.bo, *words)
        assert (code, err.count("DESKCTL_NOW only counts on a desk made for tests")) == (0, 1)


def test_the_import_of_a_desk_uses_the_time_of_the_server(
    make_database: Callable[..., str], answer: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The import of a desk by its owner ignores `DESKCTL_NOW`, also as the limit of actions in the future."""
    address = make_database()
    monkeypatch.setenv("DESKCTL_NOW", "2020-01-01T00:00:00+00:00")
    for how in (["--dry-run"], []):
        code, _out, err = answer(address, "import", str(data_file("demo.jsonl")), *how)
        assert (code, err.count("DESKCTL_NOW only counts on a desk made for tests")) == (0, 0 if how else 1), err


@pytest.mark.parametrize(("off", "words"), [(-8760, "365 days"), (8760, "365 days"), (-3, "180 minutes")])
def test_a_clock_that_is_wrong_by_a_year(
    desk: Logins, answer: Call, monkeypatch: pytest.MonkeyPatch, off: int, words: str
) -> None:
    """A step is recorded with the server's time, and a warning asks to set the clock of the machine."""
    monkeypatch.delenv("DESKCTL_NOW")
    monkeypatch.setattr("deskctl.clock.machine_time", lambda: datetime.now(UTC).timestamp() + off * 3600)
    code, out, err = answer(desk.ann, "ticket", "note", "T-001", "--note", "seen", "--json")
    assert code == 0
    assert f"The server's time was recorded; the clock of this machine is {words} off" in err
    last = json.loads(answer(desk.ann, "ticket", "history", "T-001", "--json")[1])[-1]
    assert abs((datetime.now(UTC) - datetime.fromisoformat(last["recorded_at"])).total_seconds()) < 600
    assert json.loads(out)["action"] == f"T-001/{last['seq']}"


@pytest.mark.parametrize(
    ("seq", "at", "recorded_at", "actor", "code"),
    [
        (1, 0, 0, "EN1", ""),
        (1, 0, 0, "MG1", "DK001"),
        (1, 0, 0, "DESK", "DK001"),
        (2, 0, 0, "EN1", "DK002"),
        (1, 3600, 0, "EN1", "DK003"),
        (1, 0, 3600, "EN1", "DK003"),
        (1, 0, -3600, "EN1", "DK003"),
    ],
)
def test_forged_actions(tried: Callable[..., str], seq: int, at: int, recorded_at: int, actor: str, code: str) -> None:
    """The server refuses an action of another actor, with a gap in `seq`, or with another time."""
    assert tried(FORGED_ACTION, (seq, at, recorded_at, actor)) == code


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_facts_cannot_be_changed(tried: Callable[..., str], sql: str) -> None:
    """Only the owner may change or delete facts; derived columns may be written by every login."""
    assert tried(sql) == "42501"
    assert tried(ALLOWED) == ""


def test_an_import_by_somebody_else(desk: Logins, answer: Call, tmp_path: Path) -> None:
    """Only the owner imports a desk: the dry run of others is refused like the import, before the file is read."""
    file = tmp_path / "desk.jsonl"
    file.write_text('{"type": "unknown"}\n', "utf-8")
    dry, real = (answer(desk.bo, "import", str(file), *how) for how in (["--dry-run"], []))
    assert dry == real
    assert real[0] == 5
    assert "lacks a right" in real[2]
    as_owner(desk.owner, "GRANT owner TO bo")
    assert answer(desk.bo, "import", str(file))[0] == 4
    as_owner(desk.owner, "REVOKE owner FROM bo")


def test_an_owner_with_the_name_of_the_desk(desk: Logins, answer: Call) -> None:
    """The login `desk`, as owners are often called, cannot be on the staff; the refusal does not offer to add it."""
    add_login(desk.owner, "desk")
    as_owner(desk.owner, f"GRANT CONNECT ON DATABASE {desk.owner.split('/')[3].split('?')[0]} TO desk")
    code, _out, err = answer(desk.owner.replace("owner@", "desk@"), "ticket", "note", "T-001", "--note", "x", "--json")
    assert (code, json.loads(err)["code"], json.loads(err)["hint"]) == (1, "unknown_actor", "deskctl whoami")
    assert json.loads(err)["message"].startswith("The login desk has the name of the desk itself")


def test_a_person_is_erased(desk: Logins, answer: Call) -> None:
    """A login erases a person through the owner's function, and the chains remain valid."""
    assert (
        answer(desk.bo, "contact", "add", "--customer", "CUS-01", "--name", "Pat Gone", "--phone", "555-0199")[0] == 0
    )
    assert answer(desk.bo, "contact", "erase", "P-0102", "--reason", "asked for")[0] == 0
    assert "Pat Gone" not in answer(desk.bo, "contact", "show", "P-0102", "--json")[1]
    assert answer(desk.bo, "store", "check")[0] == 0


def test_a_night(desk: Logins, answer: Call) -> None:
    """Once a night the worker reports and corrects derived values that a client has overwritten."""
    night = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    nightly = Nightly(desk.bo)
    close_behind_the_desk(desk.ann, 1)
    assert nightly.look(night) is None
    assert nightly.look(night + timedelta(days=1)) == ["T-001"]
    assert nightly.look(night + timedelta(days=1, hours=1)) is None
    assert nightly.look(night + timedelta(days=2)) == []
    assert answer(desk.bo, "store", "check")[0] == 0


def test_a_check_of_rights(desk: Logins, answer: Call) -> None:
    """`store check` finds a right granted to all, a disabled guard, and a person without a login."""
    import psycopg2

    assert answer(desk.bo, "staff", "add", "--name", "Cy", "--role", "engineer", "--login", "cy")[0] == 0
    found = json.loads(answer(desk.bo, "store", "check", "--quick", "--json")[1])
    assert [(one["kind"], one["where"], one["grave"]) for one in found] == [("login", "EN2", False)]
    assert answer(desk.bo, "staff", "edit", "EN2", "--no-active")[0] == 0
    with closing(psycopg2.connect(desk.owner)) as conn, conn:
        conn.cursor().execute("GRANT UPDATE ON action TO PUBLIC")
    assert answer(desk.bo, "store", "check", "--quick")[0] == 5
    with closing(psycopg2.connect(desk.owner)) as conn, conn:
        conn.cursor().execute("REVOKE UPDATE ON action FROM PUBLIC")
    assert answer(desk.bo, "store", "check", "--quick", "--json")[:2] == (0, "[]\n")


def test_a_desk_for_tests(desk: Logins, make_database: Callable[..., str], answer: Call) -> None:
    """`store info` reports a desk made for tests, which accepts `--actor`."""
    assert json.loads(answer(desk.ann, "store", "info", "--json")[1])["for_tests"] is False
    tests = make_database()
    assert answer(tests, "store", "init", "--for-tests")[0] == 0
    assert json.loads(answer(tests, "store", "info", "--json")[1])["for_tests"] is True
    assert answer(tests, "staff", "add", "--name", "Ann", "--role", "engineer")[0] == 0

"""A firm's own policy in place of the shipped one: its hours and working days are those of the whole desk."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from calling import Deskctl
from desk_copies import copy_desk

from deskctl.config.edit import set_value
from deskctl.queries.messages.escalation_clocks import clocks_near_due
from deskctl.queries.month.promise_terms import promise_terms
from deskctl.store.sqlite.reader import open_reader

_FIRM = "Shannon IT"
_POLICY = """
id = "{id}"
zone = "Europe/Dublin"
clauses = "own.clauses.jsonl"
{scope}

[calendars.DAY]
hours = {{ mon-fri = ["08:30-17:30"] }}
known_until = 2026
[calendars.DAY.dates]
2026-12-08 = {{ name = "the firm's day" }}
[calendars.ROUND]
hours = {{ daily = ["00:00-24:00"] }}

[levels.gold]
calendar = "ROUND"
[levels.silver]
calendar = "DAY"

[severities.down]
level = "gold"
[severities.minor]
level = "silver"

[targets.answer]
milestone = "first_response"
start = "call"
length = "20 min"
calendar = "level"
"""
_CLAUSES = '{"id": "answer", "kind": "target", "zh": "二十分钟内答复。", "en": "We answer within 20 minutes."}\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the desks, each of which the first test that needs it makes."""
    return tmp_path_factory.mktemp("made")


@pytest.fixture(params=[("after-sales", ""), ("shannon", 'scope = "desk"')], ids=["by its name", "by its scope"])
def own(
    request: pytest.FixtureRequest, deskctl: Deskctl, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Deskctl:
    """Call deskctl on a desk in Dublin that follows its own policy, with a resolved and an open ticket."""
    name, scope = request.param
    monkeypatch.delenv("DESKCTL_ACTOR", raising=False)
    monkeypatch.setenv("DESKCTL_NOW", "2026-12-04T10:00+00:00")
    (tmp_path / "own.toml").write_text(_POLICY.format(id=name, scope=scope), encoding="utf-8")
    (tmp_path / "own.clauses.jsonl").write_text(_CLAUSES, encoding="utf-8")
    desk = made / f"{name}{bool(scope)}.db"
    if desk.exists():
        set_value("firm.name", _FIRM)
    else:
        _make(lambda *words: deskctl("--store", desk, *words), tmp_path / "own.toml", name)
    copy_desk(desk, tmp_path / "own.db")
    return lambda *words: deskctl("--store", tmp_path / "own.db", *words)


def _make(call: Deskctl, policy: Path, name: str) -> None:
    assert call("init", "--firm", _FIRM, "--me", "Maeve Kelly", "--zone", "Europe/Dublin").code == 0
    assert call("policy", "install", policy).code == 0
    call("staff", "add", "--name", "Conor Daly", "--role", "engineer")
    call("customer", "add", "--name", "Acme")
    call("contact", "add", "--customer", "CUS-01", "--name", "Bob")
    call("contract", "add", "--customer", "CUS-01", "--no", "1", "--profile", name, "--maintenance-start", "2026-01-01")
    for _ticket in range(2):
        assert call("ticket", "open", "--contact", "P-0101", "--title", "x", "--severity", "minor").code == 0
    assert call("ticket", "resolve", "T-001").code == 0


@pytest.mark.parametrize(
    "words",
    [
        "due list", "due list --within 60d", "due next", "due count", "calendar list", "calendar show", "month show",
        "mode list", "mode recommend --need fast", "mode recommend --ticket T-002 --need discussion",
        "dispatch free", "on-call gaps", "notify check", "clock list --all", "ticket show T-001", "mail list",
        "policy list", "serve status", "store check", "roster list", "month export 2026-12 -o -",
    ],
)  # fmt: skip
def test_reads_need_no_calendar_of_a_certain_name(own: Deskctl, words: str) -> None:
    """No list or report needs a calendar named like one of the shipped policy."""
    shown = own(*words.split())
    assert "Traceback" not in shown.err
    assert shown.code in {0, 2, 3, 7}, shown.err


def test_working_days_are_those_of_the_policy(own: Deskctl) -> None:
    """A duty in working days counts the days that the desk's policy opens, and no others."""
    rows = own("due", "list", "--within", "60d", "--kind", "evaluation", "--json").json
    first = datetime.fromisoformat(rows[0]["due_at"])
    assert (first.hour, first.minute) == (17, 30)
    assert first.isoformat() != "2026-12-08T17:30:00+00:00"


def test_calendars_are_listed_for_the_desk(own: Deskctl) -> None:
    """Without a policy the calendars are those of the policy that the desk follows."""
    named = {row["name"] for row in own("calendar", "list", "--json").json}
    assert named == {"DAY", "ROUND"}


def test_people_who_leave_can_be_retired(own: Deskctl) -> None:
    """A member of the staff is retired, which looks up their duties."""
    own("ticket", "assign", "T-002", "--to", "EN1")
    left = own("staff", "retire", "EN1", "--reason", "leaves", "--to", "MG1")
    assert left.code == 0, left.err


@pytest.mark.parametrize("own", [("shannon", "")], indirect=True, ids=["of one contract"])
def test_what_is_due_soon_follows_the_hours_of_its_policy(
    own: Deskctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left of a promise counts in the hours of the ticket's own policy, which stand still at the weekend."""
    monkeypatch.setenv("DESKCTL_NOW", "2026-12-04T17:26+00:00")
    words = ("--title", "before closing time", "--severity", "minor", "--at", "2026-12-04T17:25+00:00")
    assert own("ticket", "open", "--contact", "P-0101", *words).code == 0
    saturday = int(datetime.fromisoformat("2026-12-05T12:00+00:00").timestamp())
    with closing(open_reader(tmp_path / "own.db")) as conn:
        near = [(clock.ticket, since) for clock, since in clocks_near_due(conn, saturday, 100, 17 * 60)]
    assert near == [("T-003", int(datetime.fromisoformat("2026-12-04T17:28+00:00").timestamp()))]


def test_a_month_closes_by_the_policy_of_the_desk(
    own: Deskctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The figures of a month are closed as the firm's own policy states, and one installed later changes no month."""
    monkeypatch.setenv("DESKCTL_NOW", "2026-12-21T10:00+00:00")
    file = tmp_path / "own.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + '[month]\ncloses = "2 workdays"\n', encoding="utf-8")
    assert own("policy", "install", file).code == 0
    monkeypatch.setenv("DESKCTL_NOW", "2027-02-01T10:00+00:00")
    assert own("month", "show", "2026-12", "--json").json["as_of"] == "2027-01-04T17:30:00+00:00"
    file.write_text(text + '[month]\ncloses = "9 workdays"\n', encoding="utf-8")
    assert own("policy", "install", file).code == 0
    assert own("month", "show", "2026-12", "--json").json["as_of"] == "2027-01-04T17:30:00+00:00"
    monkeypatch.setenv("DESKCTL_NOW", "2027-04-01T10:00+00:00")
    assert own("month", "show", "2027-02", "--json").json["as_of"] == "2027-03-11T17:30:00+00:00"


def test_installing_a_policy_of_another_zone_is_noticed(deskctl: Deskctl, own: Deskctl, tmp_path: Path) -> None:
    """Whoever installs the policy of a desk reads that the desk shows other times, and how its zone is changed."""
    new, file = ("--store", tmp_path / "new.db"), tmp_path / "own.toml"
    deskctl(*new, "init")
    installed = deskctl(*new, "policy", "install", file)
    assert (installed.code, "deskctl init --zone Europe/Dublin" in installed.err) == (0, True)
    assert deskctl(*new, "init", "--zone", "Europe/Dublin").code == 0
    file.write_text(file.read_text(encoding="utf-8").replace("20 min", "21 min"), encoding="utf-8")
    assert "zone" not in deskctl(*new, "policy", "install", file).err
    assert deskctl(*new, "store", "info", "--json").json["zone"] == "Europe/Dublin"


@pytest.mark.parametrize("own", [("aran", 'scope = "desk"')], indirect=True, ids=["first in the alphabet"])
def test_promises_are_worded_by_the_policy_of_the_desk(own: Deskctl, tmp_path: Path) -> None:
    """A clause whose name other policies have too is shown with the length that the desk's own policy promises."""
    text = (tmp_path / "own.toml").read_text(encoding="utf-8")
    (tmp_path / "own.toml").write_text(text.replace("targets.answer", "targets.response"), encoding="utf-8")
    (tmp_path / "own.clauses.jsonl").write_text(_CLAUSES.replace('"answer"', '"response"'), encoding="utf-8")
    assert own("policy", "install", tmp_path / "own.toml").code == 0
    with closing(open_reader(tmp_path / "own.db")) as conn:
        assert promise_terms(conn)["response"].length == "20 min"


def test_a_policy_that_no_contract_names_is_noticed(own: Deskctl, tmp_path: Path) -> None:
    """Whoever installs a policy reads that tickets follow it only by a contract, unless one names it."""
    file = tmp_path / "own.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("20 min", "21 min"), encoding="utf-8")
    assert "--profile" not in own("policy", "install", file).err
    file.write_text(_POLICY.format(id="erne", scope=""), encoding="utf-8")
    assert "--profile erne" in own("policy", "install", file).err

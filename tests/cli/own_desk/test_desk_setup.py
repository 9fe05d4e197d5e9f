"""A firm sets up its desk with one command, which can be repeated."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from calling import Answer, Deskctl

from deskctl.data_files import data_file
from deskctl.policy_file.read import PolicySource, packaged_policies
from deskctl.store.facts.policies import install
from deskctl.store.sqlite.writing.writer import writing_once

_FIRM = ("--firm", "样例", "--me", "周例", "--role", "service_manager", "--hotline", "000-0009-0001")


@pytest.fixture
def own(deskctl: Deskctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Deskctl:
    """Call deskctl as the user of the machine, on a store that does not exist yet."""
    monkeypatch.delenv("DESKCTL_ACTOR", raising=False)
    return lambda *words: deskctl("--store", tmp_path / "own.db", *words)


def _zone(own: Deskctl) -> str:
    zone: str = own("store", "info", "--json").json["zone"]
    return zone


def _ticket(own: Deskctl) -> Answer:
    own("customer", "add", "--name", "A")
    own("contact", "add", "--customer", "CUS-01", "--name", "B")
    return own("ticket", "open", "--contact", "P-0101", "--title", "x", "--json")


def test_init_records_firm_person_and_number(own: Deskctl) -> None:
    """`init` adds the person to the staff, the number as a hotline and the firm's name, and names the next steps."""
    result = own("init", *_FIRM, "--json")
    assert (result.code, result.json["made"], len(result.json["next"])) == (0, True, 3)
    (person,) = own("staff", "list", "--json").json
    assert (person["name"], person["role"], person["active"]) == ("周例", "service_manager", True)
    assert own("customer", "add", "--name", "A", "--json").json["history"][0]["actor"] == person["id"]
    assert [row["number"] for row in own("hotline", "list", "--json").json] == ["000-0009-0001"]
    firm = next(row for row in own("config", "show", "--json").json if row["key"] == "firm.name")
    assert firm["value"] == "样例"


@pytest.mark.parametrize("blank", ["", "  ", "\u3000"])
def test_firm_without_a_name_is_refused(own: Deskctl, tmp_path: Path, blank: str) -> None:
    """A blank name of the firm is refused, and no desk is made."""
    refused = own("init", "--firm", blank, "--me", "M", "--json")
    assert (refused.code, refused.error["code"]) == (4, "blank")
    assert not (tmp_path / "own.db").exists()


def test_repeated_init_changes_nothing(own: Deskctl) -> None:
    """The same `init` again adds neither a person nor a hotline."""
    own("init", *_FIRM)
    assert own("init", *_FIRM, "--json").json["made"] is False
    assert (len(own("staff", "list", "--json").json), len(own("hotline", "list", "--json").json)) == (1, 1)


def test_zone_is_fixed_by_the_first_ticket(own: Deskctl) -> None:
    """The zone of the desk can be changed before the first ticket, and not after it."""
    assert own("init", "--zone", "Europe/Berlin").code == 0
    assert _zone(own) == "Europe/Berlin"
    assert own("init", "--zone", "Europe/Paris").code == 0
    assert _zone(own) == "Europe/Paris"
    assert _ticket(own).json["reported_at"].endswith("+01:00")
    assert own("init", "--zone", "Asia/Shanghai", "--json").error["code"] == "zone_fixed"
    assert own("init", "--zone", "Europe/Paris").code == 0
    assert own("init", "--zone", "Nowhere").code == 2


def test_policy_hours_in_another_zone_are_noted(own: Deskctl) -> None:
    """`init` names a policy of another zone, and an explained clock shows the times in both zones."""
    result = own("init", "--zone", "Europe/London")
    assert "after-sales" in result.err
    assert "Asia/Shanghai" in result.err
    assert "deskctl policy install" in result.err
    assert own("store", "info", "--json").json["policy_zone"] == "Asia/Shanghai"
    own("customer", "add", "--name", "A")
    own("contact", "add", "--customer", "CUS-01", "--name", "B")
    own("ticket", "open", "--contact", "P-0101", "--title", "x", "--at", "2026-11-18 16:00", "--severity", "general")
    (clock,) = own("clock", "list", "T-001", "--milestone", "first_response", "--json").json
    explained = own("clock", "explain", "T-001", "first_response")
    assert clock["due"] == "2026-11-19T01:10:00+00:00"
    assert "2026-11-18 16:00" in explained.out
    assert "2026-11-19 01:10" in explained.out
    assert "(Asia/Shanghai)" in explained.out
    (shape,) = own("clock", "explain", "T-001", "first_response", "--json").json
    assert shape["due"] == clock["due"]


@pytest.mark.parametrize(("zone", "language"), [("Europe/London", "en"), ("Asia/Urumqi", "zh")])
def test_new_customers_have_the_language_of_the_desk(own: Deskctl, tmp_path: Path, zone: str, language: str) -> None:
    """A new customer's language is Chinese on a desk in China and English elsewhere unless one is given."""
    own("init", "--zone", zone)
    own("customer", "add", "--name", "A")
    own("customer", "add", "--name", "B", "--language", "zh")
    (file := tmp_path / "customers.csv").write_text("name\nC\n", encoding="utf-8")
    assert own("import", file, "--kind", "customer").code == 0
    opened = own("ticket", "open", "--customer-name", "D", "--caller-name", "E", "--title", "x", "--json")
    assert opened.code == 0, opened.err
    languages = {row["name"]: row["lang"] for row in own("customer", "list", "--json").json}
    assert languages == {"A": language, "B": "zh", "C": language, "D": language}
    assert own("ticket", "show", "T-001", "--json").json["lang"] == language


def test_policy_of_the_same_zone_is_not_noted(own: Deskctl) -> None:
    """A desk in the zone of its policy gets no note about zones."""
    assert own("init", "--zone", "Asia/Shanghai").err == ""


def test_policy_does_not_change_the_zone(own: Deskctl, tmp_path: Path) -> None:
    """Installing a policy of another zone does not change the zone of the desk."""
    own("init")
    policy = tmp_path / "aa-berlin.toml"
    text = data_file("policies", "after-sales.toml").read_text(encoding="utf-8")
    text = text.replace('id = "after-sales"', 'id = "aa-berlin"').replace("Asia/Shanghai", "Europe/Berlin")
    policy.write_text(text, encoding="utf-8")
    clauses = data_file("policies", "after-sales.clauses.jsonl")
    (tmp_path / clauses.name).write_bytes(clauses.read_bytes())
    installed = own("policy", "install", policy)
    assert installed.code == 0, installed.err
    assert _zone(own) == "Asia/Shanghai"


def test_shipped_data_is_updated_except_changed_records(deskctl: Deskctl, tmp_path: Path) -> None:
    """`desk update-data` adds the missing shipped records and keeps those that the desk changed."""
    file, store = tmp_path / "bare.jsonl", tmp_path / "bare.db"
    item = {"type": "catalog_item", "id": "A", "name": "ours", "name_en": "ours", "allowed_levels": ["routine"]}
    file.write_text(json.dumps(item) + "\n", encoding="utf-8")

    def call(*words: object) -> Answer:
        return deskctl("--store", store, *words)

    assert call("import", file).code == 0
    planned = {(row["id"], row["change"]) for row in call("desk", "update-data", "--dry-run", "--json").json}
    assert planned >= {("A", "kept"), ("B", "added"), ("email", "added")}
    assert len(call("catalog", "list", "--json").json) == 1
    assert call("desk", "update-data").code == 0
    assert len(call("catalog", "list", "--json").json) == 7
    assert call("catalog", "show", "A", "--json").json["name"] == "ours"
    assert [row["id"] for row in call("desk", "update-data", "--json").json] == ["A"]
    assert call("store", "check").code == 0


def test_nothing_is_due_from_before_the_desk(own: Deskctl, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old contract causes no inspections for months before the desk existed, and a retired contract causes none."""
    own("init", *_FIRM)
    own("customer", "add", "--name", "A")
    own("site", "add", "--customer", "CUS-01", "--name", "B")
    own("asset", "add", "--site", "S-0101", "--asset-class", "server", "--name", "C")
    own("contract", "add", "--customer", "CUS-01", "--no", "1", "--maintenance-start", "2025-01-01")
    due = ("due", "list", "--kind", "inspection", "--json")
    assert [row["subject"] for row in own(*due).json] == ["IN-2026-11-S-0101"]
    assert own("contract", "retire", "CT-01", "--reason", "no more").code == 0
    assert own(*due).json == []


def test_commands_beside_the_demo_desk_name_it(deskctl: Deskctl) -> None:
    """If only the demo desk exists, the refusal of another command names its file and `deskctl init`."""
    assert deskctl("demo", "--no-console").code == 0
    refused = deskctl("ticket", "list", "--json")
    assert (refused.code, "demo.db" in refused.error["message"], refused.error["hint"]) == (5, True, "deskctl init")


def test_charges_have_a_currency(own: Deskctl) -> None:
    """A charge keeps the currency of the desk at its time: that of the zone, or the one that was set."""
    own("init")
    name = _ticket(own).json["ticket"]
    agreed = ("charge", "agree", name, "--by-contact", "P-0101", "--basis", "fixed", "--rate", "1800", "--how", "phone")
    own(*agreed)
    assert own("init", "--currency", "eur").code == 0
    own(*agreed)
    steps = own("ticket", "history", name, "--json").json
    assert [step["data"]["currency"] for step in steps if step["event"] == "charge_agreed"] == ["CNY", "EUR"]
    assert own("init", "--currency", "money").code == 2


def test_language_option_sets_the_customers_language(own: Deskctl) -> None:
    """`--lang` sets the language of an added customer, and `--language` overrides it."""
    own("init")
    assert own("customer", "add", "--name", "A", "--lang", "en", "--json").json["lang"] == "en"
    assert own("customer", "add", "--name", "B", "--json").json["lang"] == "zh"
    both = ("customer", "add", "--name", "C", "--lang", "en", "--language", "zh", "--json")
    assert own(*both).json["lang"] == "zh"


def test_refusal_of_an_actor_on_a_desk_without_staff_says_how_to_begin(own: Deskctl) -> None:
    """On a desk without staff, a named actor is refused with the command that enters the first person."""
    own("init")
    refused = own("staff", "add", "--name", "A", "--role", "engineer", "--actor", "LE1", "--json")
    assert (refused.code, refused.error["code"]) == (1, "unknown_actor")
    assert refused.error["hint"].startswith("deskctl staff add")
    assert own("staff", "add", "--name", "A", "--role", "engineer").code == 0


def test_refusal_of_an_unlinked_account_names_actors(own: Deskctl) -> None:
    """The refusal for an account that is linked to nobody names people who could act and how to name the actor."""
    own("init")
    own("staff", "add", "--name", "Ann Lee", "--role", "engineer")
    own("staff", "add", "--name", "Bo Ray", "--role", "lead_engineer")
    refused = own("customer", "add", "--name", "A", "--json").error
    assert refused["code"] == "unknown_actor"
    assert all(word in refused["message"] for word in ("tester", "--actor", "--user"))
    assert refused["hint"] == "--actor EN1 (Ann Lee), --actor LE1 (Bo Ray)"
    own("staff", "edit", "EN1", "--user", "tester", "--actor", "LE1")
    assert own("whoami", "--json").json["actor"] == "EN1"


def test_a_newer_shipped_policy_is_named_and_taken_over(own: Deskctl, tmp_path: Path) -> None:
    """A desk with an older shipped policy gets a finding, and `desk update-data` installs the newer one over it.

    Only who may install a policy may do that.
    """
    own("init", *_FIRM)
    own("staff", "add", "--name", "E", "--role", "engineer")
    shipped = next(one for one in packaged_policies() if one.id == "after-sales")
    _install(tmp_path, replace(shipped, version="older"), 0)
    assert "deskctl desk update-data" in own("policy", "list").err
    checked = own("store", "check", "--json")
    assert (checked.code, [(one["kind"], one["where"]) for one in checked.json]) == (0, [("policy", "after-sales")])
    assert own("store", "check", "--quick", "--json").json == []
    refused = own("desk", "update-data", "--actor", "EN1", "--json")
    assert (refused.error["code"], "desk update-data" in str(refused.error)) == ("not_yours", True)
    assert _current(own) == "older"
    assert own("desk", "update-data", "--json").json == [_policy("updated")]
    assert _current(own) == shipped.version
    assert own("store", "check", "--json").json == []
    _install(tmp_path, replace(shipped, version="ours"), 1_700_000_000)
    assert own("desk", "update-data", "--json").json == [_policy("kept")]
    assert _current(own) == "ours"


def _install(folder: Path, source: PolicySource, at: int) -> None:
    with writing_once(str(folder / "own.db")) as conn:
        install(conn, source, at)


def _policy(change: str) -> dict[str, str]:
    return {"kind": "policy", "id": "after-sales", "change": change}


def _current(own: Deskctl) -> str:
    """Return the version of `after-sales` for new tickets."""
    versions = own("policy", "list", "--json").json
    return next(str(row["version"]) for row in versions if row["policy"] == "after-sales" and row["current"])

"""Search of the desk, and lists of its reference data and stock."""

import pytest
from calling import NONE_IN_THE_DEMO, Deskctl

from deskctl.cli.schemas import fields_of
from deskctl.queries.reference.records import NOUNS


def test_any_chinese_fragment_is_found(ask: Deskctl) -> None:
    """Two characters find records of several kinds, tickets with their number."""
    rows = ask("search", "打印", "--json").json
    assert {"ticket", "faq"} <= {row["kind"] for row in rows}
    assert all(row["ticket"] == row["id"] for row in rows if row["kind"] == "ticket")


def test_every_word_must_occur(ask: Deskctl) -> None:
    """A search for several words finds only what contains all of them."""
    both = {row["id"] for row in ask("search", "服务器", "护士站", "--jsonl").rows}
    assert both
    assert both < {row["id"] for row in ask("search", "服务器", "--limit", 0, "--jsonl").rows}


def test_radicals_and_wide_letters_are_folded(ask: Deskctl) -> None:
    """Radicals and full-width letters, as copied from documents, find the same as typed text."""
    assert ask("search", "⽤⼾", "--json").json == ask("search", "用户", "--json").json
    assert ask("search", "ＨＩＳ", "--json").json == ask("search", "his", "--json").json


def test_query_metacharacters_are_plain_words(ask: Deskctl) -> None:
    """A percent sign, quote or other metacharacter is searched for literally."""
    for words in ("%", "_", "'", '"', "\\", "; DROP TABLE ticket"):
        assert ask("search", words, "--json").code == 0
    assert ask("search", "%%", "--json").json == []


def test_search_of_one_kind(ask: Deskctl) -> None:
    """`--kind` limits the search to one kind, and a misspelt kind is a usage error."""
    assert {row["kind"] for row in ask("search", "服务", "--kind", "asset", "--jsonl").rows} == {"asset"}
    assert ask("search", "服务", "--kind", "aset").code == 2


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun not in NONE_IN_THE_DEMO | {"checklist"}])
def test_records_are_listed_and_shown(ask: Deskctl, noun: str) -> None:
    """Each noun of the reference data can be listed, and its first record shown with its history."""
    rows = ask(noun, "list", "--json").json
    assert rows
    shown = ask(noun, "show", rows[0]["id"], "--json").json
    derived = {"available_now", "open_until"} if noun == "mode" else set()
    listed = {name: value for name, value in rows[0].items() if name not in derived}
    assert {name: shown[name] for name in listed} == listed
    assert shown["history"] == []
    assert ask(noun, "show", "none-such", "--json").code == 3


def test_accounts_show_no_secret(ask: Deskctl) -> None:
    """The password hash of an account is not shown."""
    assert "hash" not in ask("account", "list", "--json").out


def test_records_of_a_customer(ask: Deskctl) -> None:
    """Sites and equipment can be filtered by customer."""
    assert {row["customer"] for row in ask("site", "list", "--customer", "CUS-04", "--jsonl").rows} == {"CUS-04"}
    assert (
        0
        < len(ask("asset", "list", "--customer", "CUS-04", "--jsonl").rows)
        < len(ask("asset", "list", "--jsonl").rows)
    )


def test_new_record_is_shown_with_its_history(act: Deskctl) -> None:
    """Adding a record prints it with its action, and its history contains the addition."""
    shape = act("customer", "add", "--name", "新样例", "--json").json
    assert (shape["id"], shape["action"], shape["name"]) == ("CUS-09", "CUS-09/1", "新样例")
    assert [step["event"] for step in act("customer", "show", "CUS-09", "--json").json["history"]] == ["added"]


def test_stock_below_its_minimum(ask: Deskctl) -> None:
    """`stock list --below-minimum` lists exactly the parts with less stock than their minimum."""
    rows = ask("stock", "list", "--json").json
    assert tuple(rows[0]) == fields_of("stock")
    low = ask("stock", "list", "--below-minimum", "--jsonl").rows
    assert low == [row for row in rows if row["in_stock"] < row["min_qty"]]


def test_ticket_find_searches_tickets_only(ask: Deskctl) -> None:
    """`ticket find` searches only tickets, and the ticket with the typed number is first."""
    assert ask("ticket", "find", "t66", "--json").json[0]["ticket"] == "T-066"
    assert {hit["kind"] for hit in ask("ticket", "find", "何例", "--json").json} == {"ticket"}


def test_search_by_several_kinds(ask: Deskctl) -> None:
    """`--kind` accepts several kinds, `--not-kind` excludes one, and an unknown kind is refused."""
    assert {hit["kind"] for hit in ask("search", "何例", "--kind", "contact,faq", "--json").json} == {"contact"}
    assert "ticket" not in {hit["kind"] for hit in ask("search", "何例", "--not-kind", "ticket", "--json").json}
    assert ask("search", "何例", "--kind", "contct").code == 2

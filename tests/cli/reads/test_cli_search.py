"""Searching the desk, and asking for its masters and its stock."""

import pytest
from calling import NONE_IN_THE_DEMO, Deskctl

from deskctl.cli.schemas import fields_of
from deskctl.queries.reference.records import NOUNS


def test_any_chinese_fragment(ask: Deskctl) -> None:
    """Two characters are enough; every kind of thing is found, tickets with their names."""
    rows = ask("search", "打印", "--json").json
    assert {"ticket", "faq"} <= {row["kind"] for row in rows}
    assert all(row["ticket"] == row["id"] for row in rows if row["kind"] == "ticket")


def test_every_word_must_occur(ask: Deskctl) -> None:
    """Several words narrow the search."""
    both = {row["id"] for row in ask("search", "服务器", "护士站", "--jsonl").rows}
    assert both
    assert both < {row["id"] for row in ask("search", "服务器", "--limit", 0, "--jsonl").rows}


def test_radicals_and_wide_letters_are_folded(ask: Deskctl) -> None:
    """Text that was copied from a document finds what was typed."""
    assert ask("search", "⽤⼾", "--json").json == ask("search", "用户", "--json").json
    assert ask("search", "ＨＩＳ", "--json").json == ask("search", "his", "--json").json


def test_signs_of_the_query_language_are_plain_words(ask: Deskctl) -> None:
    """A percent sign or quote means itself."""
    for words in ("%", "_", "'", '"', "\\", "; DROP TABLE ticket"):
        assert ask("search", words, "--json").code == 0
    assert ask("search", "%%", "--json").json == []


def test_one_kind_only(ask: Deskctl) -> None:
    """A kind can be named; a wrong one is answered with the nearest."""
    assert {row["kind"] for row in ask("search", "服务", "--kind", "asset", "--jsonl").rows} == {"asset"}
    assert ask("search", "服务", "--kind", "aset").code == 2


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun not in NONE_IN_THE_DEMO | {"checklist"}])
def test_records_are_listed_and_shown(ask: Deskctl, noun: str) -> None:
    """Each master can be listed, and each of the list shown with its history."""
    rows = ask(noun, "list", "--json").json
    assert rows
    shown = ask(noun, "show", rows[0]["id"], "--json").json
    assert {name: shown[name] for name in rows[0]} == rows[0]
    assert shown["history"] == []
    assert ask(noun, "show", "none-such", "--json").code == 3


def test_records_keep_no_secret(ask: Deskctl) -> None:
    """The customers' keys are never shown."""
    assert "hash" not in ask("account", "list", "--json").out


def test_records_of_a_customer(ask: Deskctl) -> None:
    """Sites, contacts and equipment can be narrowed to a customer."""
    assert {row["customer"] for row in ask("site", "list", "--customer", "CUS-04", "--jsonl").rows} == {"CUS-04"}
    assert (
        0
        < len(ask("asset", "list", "--customer", "CUS-04", "--jsonl").rows)
        < len(ask("asset", "list", "--jsonl").rows)
    )


def test_a_new_record_is_shown_with_its_history(act: Deskctl) -> None:
    """Adding a record answers with it."""
    shape = act("customer", "add", "--name", "新样例", "--json").json
    assert (shape["id"], shape["action"], shape["name"]) == ("CUS-09", "CUS-09/1", "新样例")
    assert [step["event"] for step in act("customer", "show", "CUS-09", "--json").json["history"]] == ["added"]


def test_what_has_fallen_below_its_minimum(ask: Deskctl) -> None:
    """The stock counts what came and went."""
    rows = ask("stock", "list", "--json").json
    assert tuple(rows[0]) == fields_of("stock")
    low = ask("stock", "list", "--below-minimum", "--jsonl").rows
    assert low == [row for row in rows if row["in_stock"] < row["min_qty"]]


def test_finding_tickets_alone(ask: Deskctl) -> None:
    """`ticket find` is the search for tickets: the one that is named comes first."""
    assert ask("ticket", "find", "t66", "--json").json[0]["ticket"] == "T-066"
    assert {hit["kind"] for hit in ask("ticket", "find", "何例", "--json").json} == {"ticket"}


def test_kinds_of_a_search(ask: Deskctl) -> None:
    """Several kinds are asked for, or left out; an unknown one is refused."""
    assert {hit["kind"] for hit in ask("search", "何例", "--kind", "contact,faq", "--json").json} == {"contact"}
    assert "ticket" not in {hit["kind"] for hit in ask("search", "何例", "--not-kind", "ticket", "--json").json}
    assert ask("search", "何例", "--kind", "contct").code == 2

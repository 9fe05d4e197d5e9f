"""Who acts, as deskctl sees it."""

import pytest
from calling import Deskctl


@pytest.mark.parametrize("name", ["EN1", "en1", "ＥＮ１", "郑样"])
def test_a_person_is_known_by_id_and_name(ask: Deskctl, name: str) -> None:
    """Letter case and full-width forms are folded."""
    shown = ask("whoami", "--actor", name, "--json").json
    assert (shown["actor"], shown["roles"], shown["known_by"]) == ("EN1", ["engineer"], "given")


@pytest.mark.parametrize("name", ["Е\u004e1", "EN1\u200b", "GHOST", "DESK", "P-0101"])
def test_a_name_that_only_looks_alike_is_nobody(ask: Deskctl, name: str) -> None:
    """Cyrillic letters and characters without width make another name; the desk's own name is nobody's."""
    answer = ask("whoami", "--actor", name, "--json")
    assert (answer.code, answer.error["code"]) == (1, "unknown_actor")


def test_the_user_of_the_machine_is_known_by_the_user_name(act: Deskctl, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person with that user name acts where no actor is named; somebody else cannot have it too."""
    act("staff", "edit", "EN2", "--user", "Tester", "--actor", "MG1")
    monkeypatch.delenv("DESKCTL_ACTOR")
    shown = act("whoami", "--json").json
    assert (shown["actor"], shown["known_by"], shown["user"]) == ("EN2", "user", "tester")
    assert act("staff", "edit", "EN1", "--user", "tester", "--actor", "MG1").code == 4


def test_a_person_may_hold_several_roles(act: Deskctl) -> None:
    """The first is the main one, and each of them gives its rights."""
    roles = ["--roles", "business", "--roles", "engineer"]
    shown = act("staff", "edit", "BS1", *roles, "--actor", "MG1", "--json").json
    assert (shown["role"], shown["roles"]) == ("business", ["business", "engineer"])
    assert act("ticket", "respond", "T-071", "--actor", "BS1").code == 0


def test_on_a_desk_without_a_lead_the_user_of_the_machine_manages(
    deskctl: Deskctl, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until somebody leads it, who is named then."""
    monkeypatch.delenv("DESKCTL_ACTOR")
    here = ("--store", f"{tmp_path}/new.db")
    deskctl(*here, "init")
    assert deskctl(*here, "whoami", "--json").json["roles"] == ["service_manager"]
    deskctl(*here, "staff", "add", "--name", "Mia Demo", "--role", "service_manager")
    unknown = deskctl(*here, "whoami")
    assert (unknown.code, "--actor MG1 (Mia Demo)" in unknown.err) == (1, True)

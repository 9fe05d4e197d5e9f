"""Identification of the actor."""

import pytest
from calling import Deskctl


@pytest.mark.parametrize("name", ["EN1", "en1", "ＥＮ１", "郑样"])
def test_actor_is_found_by_id_and_name(ask: Deskctl, name: str) -> None:
    """An actor is found by id or name, regardless of letter case and full-width forms."""
    shown = ask("whoami", "--actor", name, "--json").json
    assert (shown["actor"], shown["roles"], shown["known_by"]) == ("EN1", ["engineer"], "given")


@pytest.mark.parametrize("name", ["Е\u004e1", "EN1\u200b", "GHOST", "DESK", "P-0101"])
def test_lookalike_name_is_unknown(ask: Deskctl, name: str) -> None:
    """A name with Cyrillic or zero-width characters is unknown, and so are the desk and a contact as actors."""
    answer = ask("whoami", "--actor", name, "--json")
    assert (answer.code, answer.error["code"]) == (1, "unknown_actor")


def test_actor_is_found_by_the_user_of_the_machine(act: Deskctl, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a named actor the person with that user name acts, and two people cannot share a user name."""
    act("staff", "edit", "EN2", "--user", "Tester", "--actor", "MG1")
    monkeypatch.delenv("DESKCTL_ACTOR")
    shown = act("whoami", "--json").json
    assert (shown["actor"], shown["known_by"], shown["user"]) == ("EN2", "user", "tester")
    assert act("staff", "edit", "EN1", "--user", "tester", "--actor", "MG1").code == 4


def test_person_may_have_several_roles(act: Deskctl) -> None:
    """The first of several roles is the main one, and each grants its rights."""
    roles = ["--roles", "business", "--roles", "engineer"]
    shown = act("staff", "edit", "BS1", *roles, "--actor", "MG1", "--json").json
    assert (shown["role"], shown["roles"]) == ("business", ["business", "engineer"])
    assert act("ticket", "respond", "T-071", "--actor", "BS1").code == 0


def test_user_of_the_machine_manages_a_desk_without_a_lead(
    deskctl: Deskctl, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The user of the machine is manager until the desk has one, whom the refusal names; who left is not unknown."""
    monkeypatch.delenv("DESKCTL_ACTOR")
    here = ("--store", f"{tmp_path}/new.db")
    deskctl(*here, "init")
    assert deskctl(*here, "whoami", "--json").json["roles"] == ["service_manager"]
    deskctl(*here, "staff", "add", "--name", "Mia Demo", "--role", "service_manager")
    unknown = deskctl(*here, "whoami")
    assert (unknown.code, "--actor MG1 (Mia Demo)" in unknown.err) == (1, True)
    deskctl(*here, "staff", "add", "--name", "Ann Lee", "--role", "engineer", "--user", "tester", "--actor", "MG1")
    deskctl(*here, "staff", "edit", "EN1", "--no-active", "--actor", "MG1")
    for named in ((), ("--actor", "tester")):
        assert "tester has left the firm and records nothing." in deskctl(*here, "whoami", *named).err

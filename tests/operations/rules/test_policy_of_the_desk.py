"""Rights are those of the desk's present policy: `after-sales`, or one that a firm has installed for its desk."""

from dataclasses import replace
from pathlib import Path

from workbench import NOW, Workbench

from deskctl.data_files import data_file
from deskctl.policy_file.read import read_policy
from deskctl.store.facts.policies import desk_policy, install
from deskctl.store.sqlite.writing.writer import writing_once

HELD = {"notes": {"steps": ["ticket.note"], "roles": ["lead_engineer"]}}


def _installed(desk: Workbench, **keys: str) -> None:
    shipped = read_policy(Path(data_file("policies")) / "after-sales.toml")
    own = replace(shipped, id="own", version="own-1", keys={**shipped.keys, "id": "own", "rights": HELD, **keys})
    with writing_once(desk.path) as conn:
        install(conn, own, int(NOW.timestamp()))


def test_the_rights_of_the_policy_of_the_desk_hold(desk: Workbench) -> None:
    """A policy of another name that says that it is the desk's gives the rights on every ticket."""
    _installed(desk, scope="desk")
    refused = desk.refused("ticket.note", 70, None, text="x", actor="HL1")
    assert refused.code == "not_yours"
    desk.do("ticket.note", 70, text="x", actor="LE1")


def test_a_policy_of_contracts_alone_gives_no_rights(desk: Workbench) -> None:
    """A policy that does not say so changes nothing in who may do what."""
    _installed(desk)
    desk.do("ticket.note", 70, text="x", actor="HL1")
    with writing_once(desk.path) as conn:
        assert desk_policy(conn)[0] != "own-1"

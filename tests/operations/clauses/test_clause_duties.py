"""Every clause is carried out through the product: refusals name it, promises are counted, records are read back."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from command_lines import perform_command
from desk_copies import copy_desk
from workbench import NOW, OpenWorkbench, Workbench

from deskctl.cli.error_boundary import run
from deskctl.data_files import data_file
from deskctl.errors import Refused
from deskctl.names import ticket_name

DATA = Path(__file__).parents[2] / "data"
TABLE = tomllib.loads((DATA / "clauses.toml").read_text(encoding="utf-8"))
_BY_COMMAND = "mail import"
DUTIES: list[Mapping[str, Any]] = TABLE["duty"]


@pytest.fixture(scope="module")
def own(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """Return a demo desk that all duties share, as each opens its own tickets."""
    path = str(copy_desk(demo_store, tmp_path_factory.mktemp("clauses") / "desk.db"))
    with closing(OpenWorkbench(path)) as desk:
        yield desk


def test_every_clause_is_covered() -> None:
    """Each clause is tested once or listed as requiring nothing, and all of the first two priorities are tested."""
    lines = data_file("policies", "after-sales.clauses.jsonl").read_text("utf-8").splitlines()
    clauses = {clause["id"]: clause for clause in map(json.loads, lines)}
    done = [name for duty in DUTIES for name in duty["clauses"]]
    assert sorted(done) == sorted(set(done))
    assert set(done) | set(TABLE["nothing"]) == set(clauses)
    assert not {name for name in TABLE["nothing"] if clauses[name]["pri"] in {"P1", "P2"}}
    assert [duty["clauses"] for duty in DUTIES if not duty.get("do")] == []


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty["clauses"][0])
def test_the_duty_is_fulfilled(
    own: Workbench, duty: Mapping[str, Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commands of a duty are run as a person types them, and are refused or read back as the clause requires."""
    monkeypatch.setenv("DESKCTL_NOW", NOW.isoformat())
    ticket = ""
    *steps, last = [*duty.get("do", ()), None] if "read" in duty else duty["do"]
    for step in steps:
        if step.startswith(_BY_COMMAND):
            assert run([*step.replace("{data}", str(DATA)).split(), "--store", own.path], lambda *_: None) == 0
            continue
        done = perform_command(own, f"deskctl {step.replace('{T}', ticket)}")
        ticket = ticket or (ticket_name(done.ticket) if done.ticket else "")
    if last is not None:
        with pytest.raises(Refused) as caught:
            perform_command(own, f"deskctl {last.replace('{T}', ticket)}")
        expected = duty["refused"] if isinstance(duty["refused"], str) else duty["clauses"][0]
        assert caught.value.clause == expected, str(caught.value)
        return
    capsys.readouterr()
    form = [] if "-o -" in duty["read"] else ["--json"]
    code = run([*duty["read"].replace("{T}", ticket).split(), "--store", own.path, *form], lambda *_: None)
    shown = capsys.readouterr()
    assert code == 0, shown.err
    expected_texts = [words.replace("{T}", ticket) for words in duty.get("holds", duty["clauses"])]
    assert [words for words in expected_texts if words not in shown.out] == []

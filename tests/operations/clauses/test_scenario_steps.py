"""The scenarios of the real-life rules that are played: steps as commands, and the expected states of the clocks."""

import json
import shlex
import shutil
import sys
from contextlib import closing
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from command_lines import read_command
from workbench import Workbench

from deskctl.errors import Refused
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.names import ticket_name, ticket_number
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.queries.tickets.clocks import ClockRow, list_clocks
from deskctl.store.sqlite.reader import open_reader

sys.path.insert(0, str(Path(__file__).parents[2] / "sla"))

from test_scenarios import SCENARIOS, differences

PLAYED = [scenario for scenario in SCENARIOS if scenario.get("steps")]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _play(path: str, step: dict[str, Any], names: dict[str, str]) -> int | None:
    words = [word.format(**names) if word.startswith("{") else word for word in step["args"]]
    command = read_command(shlex.join(["deskctl", *words]))
    operation = find(*command.name.split(".", 1)).of(command.fields)
    return perform(path, operation, command.ticket, RequestContext(now=_moment(step["at"]), actor=step["actor"])).ticket


def _clocks(path: str, number: int, now: str) -> list[tuple[Any, str]]:
    at = int(_moment(now).timestamp())
    with closing(open_reader(path)) as conn:
        rows: list[ClockRow] = list_clocks(conn, number, at=at, every=True)
    return [(row, str(row.state(at))) for row in rows]


@pytest.mark.parametrize("scenario", PLAYED, ids=[f"{one['id']} {one['title']}" for one in PLAYED])
def test_a_played_scenario_has_the_expected_clocks(scenario: dict[str, Any], demo_store: Path, tmp_path: Path) -> None:
    """Each command is performed or refused as expected, and the clocks have the expected states afterwards."""
    path = str(tmp_path / "desk.db")
    for file in demo_store.parent.glob(f"{demo_store.name}*"):
        shutil.copy2(file, tmp_path / file.name.replace(demo_store.name, "desk.db"))
    lines = [*scenario.get("also", []), scenario["ticket"]]
    read_desk(BytesIO("\n".join(map(json.dumps, lines)).encode()), path)
    names = {"T": scenario["ticket"]["id"]}
    for step in scenario["steps"]:
        if step.get("exit") == "refused":
            with pytest.raises(Refused):
                _play(path, step, names)
            continue
        done = _play(path, step, names)
        if "save" in step:
            names[step["save"]] = ticket_name(done or 0)
    followed = names[scenario.get("of", "T")]
    assert differences(scenario, _clocks(path, ticket_number(followed), scenario["now"])) == []
    assert Workbench(path).status(ticket_number(followed))

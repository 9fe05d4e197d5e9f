"""Every command that records something records the same on both engines."""

import json
import shlex
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from both_engines import NOW, Both

from deskctl.config.store_address import redacted
from deskctl.data_files import data_file
from deskctl.operations.batch import run_batch
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.store.open import check_store

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.usefixtures("_reused_connections")]

Call = Callable[..., tuple[int, str, str]]
_NOW = datetime.fromisoformat(NOW)

_TOUR = """
store init --for-tests
init --firm Riverside --me Bo --role service_manager
staff add --name 'Ann Lee' --role engineer
customer add --name 'Riverside Clinic' --language en
contact add --customer CUS-01 --name 'Sam Reed' --phone 555-0100
ticket open --contact P-0101 --title 'printer is on fire' --severity severe --actor EN1
ticket list
clock list T-001
ticket assign T-001 --to EN1 --actor EN1
call log T-001 --summary 'asked for the model' --minutes 5 --actor EN1 --key call-1
call log T-001 --summary 'asked for the model' --minutes 5 --actor EN1 --key call-1
visit request T-001 --actor EN1
visit reply T-001 --answer now --actor EN1
visit depart T-001 --actor EN1
ticket close T-001 --actor EN1
part add --name fuser --model F-1 --opening-qty 1 --min-qty 2
stock receive --part PT-01 --qty 3
stock list --below-minimum
contact edit P-0101 --phone 555-0101
search fire
ticket show T-001
ticket void T-001 --reason test --actor EN1 --dry-run
export -
"""


def test_a_tour(make_database: Callable[..., str], answer: Call, tmp_path: Path) -> None:
    """From an empty desk to a ticket in progress, every command prints the same on both engines."""
    file, server = str(tmp_path / "desk.db"), make_database()
    for line in _TOUR.strip().splitlines():
        answers = [answer(store, *shlex.split(line)) for store in (file, server)]
        alike = [
            tuple(str(part).replace(store, "STORE") for part in one) for one, store in answer_of(answers, file, server)
        ]
        assert alike[0] == alike[1], line
    assert answer(server, "store", "check")[0] == 0


def answer_of(answers: list[tuple[int, str, str]], file: str, server: str) -> list[tuple[tuple[int, str, str], str]]:
    return list(zip(answers, (file, redacted(server)), strict=True))


_STEPS = [
    {"do": "ticket.note", "ticket": "T-066", "note": "seen"},
    {"do": "call.log", "ticket": "T-066", "summary": "called back", "minutes": 3, "key": "a"},
    {"do": "call.log", "ticket": "T-066", "summary": "called back", "minutes": 3, "key": "a"},
    {"do": "ticket.assign", "ticket": "T-066", "to": "EN2"},
    {"do": "ticket.close", "ticket": "T-066"},
    {"do": "part.request", "ticket": "T-066", "part": "PT-01", "qty": 1},
    {"do": "ticket.open", "contact": "P-0101", "title": "again", "severity": "severe", "key": "b"},
    {"do": "ticket.note", "ticket": "key:b", "note": "of the new one"},
    {"do": "customer.add", "name": "Another", "key": "c"},
    {"do": "contact.add", "customer": "key:c", "name": "New", "key": "d"},
    {"do": "ticket.open", "contact": "key:d", "title": "of a new one", "severity": "general", "key": "e"},
    {"do": "ticket.note", "ticket": "key:e", "note": "twice", "key": "f"},
    {"do": "ticket.note", "ticket": "key:e", "note": "twice", "key": "f"},
    {"do": "ticket.note", "ticket": "key:c", "note": "no ticket"},
    {"do": "contact.add", "customer": "key:nothing", "name": "Nobody"},
    {"do": "ticket.void", "ticket": "key:b", "reason": "a test"},
    {"do": "nonsense", "ticket": "T-066"},
]

_NOTES = ("it hums", r"\N", "C:\\new\\table", "one\ttab", "two\nlines", "\\.")
"""The last ones contain characters that separate and escape values in COPY."""
_OF_ANOTHER_DESK = [
    *_STEPS[8:11],
    *({"do": "ticket.note", "ticket": "key:e", "note": note} for note in _NOTES),
]


def test_a_batch(own_demo: Both, answer: Call) -> None:
    """Steps, refusals and repeated keys of a batch give the same results and the same desk."""
    answers = [[*_played(store, _STEPS)] for store in (own_demo.file, own_demo.server)]
    assert answers[0] == answers[1]
    named = [one["ticket"] if one["ok"] else one["error"]["code"] for one in answers[0][10:15]]
    assert named == ["T-074", "T-074", "T-074", "unknown_key", "unknown_key"]
    assert answer(own_demo.file, "export", "-")[1] == answer(own_demo.server, "export", "-")[1]


def test_a_dry_run_of_a_batch(own_demo: Both, answer: Call) -> None:
    """The dry run of a batch gives the same results on both engines, changes neither desk, and uses up no number."""
    before = answer(own_demo.file, "export", "-")[1]
    answers = [_played(store, _STEPS, dry_run=True) for store in (own_demo.file, own_demo.server)]
    assert answers[0] == answers[1]
    assert [one["ticket"] for one in answers[0] if one["ok"]][-1] == "T-073"
    assert [answer(store, "export", "-")[1] for store in (own_demo.file, own_demo.server)] == [before, before]
    played = [[*_played(store, _STEPS)] for store in (own_demo.file, own_demo.server)]
    assert played[0] == played[1]
    assert [one.get("ticket") for one in played[1]] == [one.get("ticket") for one in answers[1]]


def _played(store: str, steps: list[dict[str, object]], *, dry_run: bool = False) -> list[dict[str, object]]:
    lines = (json.dumps(step) for step in steps)
    context = RequestContext(now=_NOW, actor="LE1", dry_run=dry_run)
    return list(run_batch(store, lines, atomic=False, context=context))


def test_two_writers_at_once(own_demo: Both) -> None:
    """Two simultaneous writers lose nothing, use no number twice, and break no chain."""
    note = {"do": "ticket.note", "ticket": "T-066", "note": "one of many"}
    opening = {"do": "ticket.open", "contact": "P-0101", "title": "one of many", "severity": "general"}
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _place: _played(own_demo.server, [note, opening] * 10), range(2)))
    results = [result for one in both for result in one]
    assert all(result["ok"] for result in results)
    assert len({result["action"] for result in results}) == len(results)
    assert check_store(own_demo.server, 0) == []


def test_writers_side_by_side(own_demo: Both) -> None:
    """Simultaneous steps of several people on one ticket and on others lose nothing and break no chain."""
    step = find("ticket", "note").of({"text": "one of many"})
    call = RequestContext(now=_NOW, actor="LE1")
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda n: perform(own_demo.server, step, (66, 70)[n % 2], call), range(24)))
    assert len({one.action for one in done}) == len(done)
    assert check_store(own_demo.server, 0) == []


def test_an_import(make_database: Callable[..., str], demo: Both, answer: Call) -> None:
    """The demo's file is imported into an empty desk on a server, which exports the same bytes."""
    server = make_database()
    assert answer(server, "store", "init", "--for-tests")[0] == 0
    assert answer(server, "import", str(data_file("demo.jsonl")))[0] == 0
    assert answer(server, "export", "-")[1] == answer(demo.file, "export", "-")[1]
    assert answer(server, "import", str(data_file("demo.jsonl")))[0] == 1


def test_an_import_into_a_desk_at_work(own_demo: Both, answer: Call, tmp_path: Path) -> None:
    """Both engines import what the desk lacks, and refuse what it has already with the same error."""
    other = str(shutil.copy(own_demo.file, tmp_path / "other.db"))
    before = set(answer(other, "export", "-")[1].splitlines())
    assert all(result["ok"] for result in _played(other, _OF_ANOTHER_DESK))
    more = [line for line in answer(other, "export", "-")[1].splitlines() if line not in before]
    file = tmp_path / "more.jsonl"
    for lines, code in ((more, 0), (more[:1], 4), (['{"type": "customer", "id": "CUS-77"}'], 4)):
        file.write_text("\n".join(lines), "utf-8")
        answers = [answer(store, "import", str(file), "--actor", "LE1") for store in (own_demo.file, own_demo.server)]
        assert (answers[0][0], answers[0][2]) == (answers[1][0], answers[1][2])
        assert answers[0][0] == code, answers
    assert answer(own_demo.file, "export", "-")[1] == answer(own_demo.server, "export", "-")[1]
    for word in ("new one", "Another"):
        assert answer(own_demo.file, "search", word)[1] == answer(own_demo.server, "search", word)[1]
    opened = [_played(store, _STEPS[6:7])[0]["ticket"] for store in (own_demo.file, own_demo.server)]
    assert opened == ["T-074", "T-074"]
    assert check_store(own_demo.server, 0) == []

"""The commands that concern the whole desk: init, import, export, demo, batch."""

import io
import json
from pathlib import Path

import pytest
from calling import Deskctl, program
from terminal_calls import on_terminal

from deskctl.data_files import data_file


def test_init_twice(deskctl: Deskctl, tmp_path: Path) -> None:
    """`init` makes a desk, and a second call changes nothing."""
    store = tmp_path / "new" / "desk.db"
    result = deskctl("init", "--store", store, "--json").json
    assert (result["store"], result["made"]) == (str(store), True)
    assert deskctl("init", "--store", store, "--json").json["made"] is False
    assert deskctl("ticket", "list", "--store", store, "--json").json == []


def test_import_and_export_round_trip(deskctl: Deskctl, tmp_path: Path) -> None:
    """An export can be imported, and another export has the same bytes."""
    first, second = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    stores = [tmp_path / "one.db", tmp_path / "two.db"]
    answer = deskctl("import", data_file("demo.jsonl"), "--store", stores[0], "--json").json
    assert answer["tickets"] == 72
    assert deskctl("export", first, "--store", stores[0]).code == 0
    assert deskctl("import", first, "--store", stores[1]).code == 0
    assert deskctl("export", second, "--store", stores[1]).code == 0
    assert first.read_bytes() == second.read_bytes()
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_export_through_a_pipe(demo: Path, tmp_path: Path) -> None:
    """An export is written to stdout only, and `-` imports from stdin."""
    out = program("export", "--store", demo)
    assert (out.returncode, out.stderr) == (0, b"")
    answer = program("import", "-", "--store", tmp_path / "new.db", "--json", stdin=out.stdout)
    assert json.loads(answer.stdout)["tickets"] == 72


def test_export_since(ask: Deskctl, tmp_path: Path) -> None:
    """`export --since` writes only the tickets that were recorded since the given time."""
    file = tmp_path / "out.jsonl"
    assert ask("export", file, "--since", "2026-11-20").code == 0
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert {line["type"] for line in lines} == {"ticket"}
    assert 0 < len(lines) < 72


def test_export_to_a_missing_folder(ask: Deskctl, tmp_path: Path) -> None:
    """An export into a missing folder ends with the exit code of "not found"."""
    assert ask("export", tmp_path / "no" / "such" / "out.jsonl").code == 3


def test_export_replaces_only_exports(act: Deskctl, desk: Path, tmp_path: Path) -> None:
    """An export replaces an export or an empty file, another file only with `--force`, and the desk itself never."""
    file, letter, empty = tmp_path / "out.jsonl", tmp_path / "letter", tmp_path / "empty"
    letter.write_text("dear")
    empty.touch()
    assert [act("export", one).code for one in (file, file, empty)] == [0, 0, 0]
    refused = act("export", letter)
    assert (refused.code, letter.read_text(), "--force" in refused.err) == (1, "dear", True)
    assert act("export", desk, "--force").code == 1
    assert act("export", letter, "--force").code == 0
    assert letter.read_bytes() == file.read_bytes()


def test_refused_import_leaves_no_desk(deskctl: Deskctl, desk: Path, tmp_path: Path) -> None:
    """After bad data or a dry run no new desk is left behind, and an existing desk is unchanged."""
    folder = tmp_path / "new"
    bad, table, good = tmp_path / "bad.jsonl", tmp_path / "bad.csv", tmp_path / "good.csv"
    bad.write_text('{"type":"bad"}')
    table.write_text("name,phone\n,1\n")
    good.write_text("name\nAcme\n")
    as_customers = ("--kind", "customer")
    for words, code in (((bad,), 4), ((table, *as_customers), 4), ((good, *as_customers, "--dry-run"), 0)):
        assert deskctl("import", *words, "--store", folder / "desk.db").code == code
        assert list(folder.iterdir()) == []
    assert deskctl("import", bad, "--store", desk).code == 4
    assert deskctl("ticket", "show", "T-001", "--store", desk).code == 0
    assert not list(tmp_path.glob("*-importing"))


def test_the_progress_of_a_move_is_shown_on_a_terminal(desk: Path, tmp_path: Path) -> None:
    """A move shows on a terminal how many rows are moved, tickets indexed, and histories verified."""
    shown = on_terminal("store", "move", desk, tmp_path / "new.db")
    lines = shown.split("\r\n")
    rows, tickets, histories = (line.split("\r")[-1] for line in lines[:3])
    moved = rows.removeprefix("rows moved: ").split(" of ")
    assert moved[0] == moved[1]
    assert (tickets, histories) == ("tickets indexed: 72 of 72", "histories verified: 72 of 72")
    assert moved[1] in shown.partition("Rows")[2]


def test_demo_is_moved_to_the_current_time(deskctl: Deskctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo is moved to the current time; a second call keeps the desk, and `--fresh` makes it again."""
    monkeypatch.setenv("DESKCTL_NOW", "2027-03-01T09:30:00+08:00")
    store = tmp_path / "demo.db"
    assert deskctl("demo", "--no-console", "--store", store, "--json").json["made"] is True
    row = deskctl("ticket", "list", "--store", store, "--json").json[0]
    assert (row["ticket"], row["reported_at"]) == ("T-066", "2027-02-25T09:10:00+08:00")
    assert deskctl("ticket", "answer", "T-071", "--store", store).code == 0
    assert deskctl("demo", "--no-console", "--store", store, "--json").json["made"] is False
    before = len(deskctl("ticket", "history", 71, "--store", store, "--jsonl").rows)
    assert deskctl("demo", "--fresh", "--no-console", "--store", store, "--json").json["made"] is True
    assert len(deskctl("ticket", "history", 71, "--store", store, "--jsonl").rows) == before - 1


def test_demo_never_replaces_another_desk(deskctl: Deskctl, tmp_path: Path) -> None:
    """A desk with tickets that is not the demo is refused and left unchanged."""
    store, file = tmp_path / "desk.db", tmp_path / "mine.jsonl"
    lines = data_file("demo.jsonl").read_text(encoding="utf-8").splitlines()
    about = json.loads(lines[0]) | {"note": "our desk"}
    file.write_text("\n".join([json.dumps(about, ensure_ascii=False), *lines[1:]]), encoding="utf-8")
    assert deskctl("import", file, "--store", store).code == 0
    assert deskctl("demo", "--fresh", "--no-console", "--store", store).code == 1
    assert len(deskctl("clock", "list", "--all", "--jsonl", "--store", store).rows) > 0


def test_demo_opens_the_console(deskctl: Deskctl, tmp_path: Path, opened: list[tuple[str, str | None, str]]) -> None:
    """Without `--no-console` the console opens on the demo desk."""
    store = tmp_path / "demo.db"
    assert deskctl("demo", "--store", store, "--lang", "en").code == 0
    assert opened == [(str(store), "LE1", "en")]


def test_guest_of_the_demo_acts_as_a_named_person(
    deskctl: Deskctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an actor the demo desk records as HL1 and reports that; an imported copy refuses."""
    monkeypatch.delenv("DESKCTL_ACTOR")
    store, copied = tmp_path / "demo.db", tmp_path / "copy.db"
    deskctl("demo", "--store", store, "--no-console")
    answer = deskctl("--store", store, "ticket", "note", "T-071", "--text", "x", "--json")
    assert (answer.code, "recorded as HL1" in answer.err) == (0, True)
    deskctl("--store", store, "export", tmp_path / "demo.jsonl")
    assert deskctl("--store", copied, "import", tmp_path / "demo.jsonl").code == 0
    assert deskctl("--store", copied, "ticket", "note", "T-071", "--text", "x").code == 1


BATCH = [
    '{"do": "ticket.answer", "ticket": "T-071"}',
    "nonsense",
    '{"do": "ticket.close", "ticket": "T-068"}',
    '{"do": "ticket.assign", "ticket": "T-071", "to": "EN1"}',
]


def test_batch_reports_each_line(desk: Path) -> None:
    """A batch reports one result a line; a bad line does not stop the rest, and the exit code shows the failure."""
    answer = program("batch", "--store", desk, stdin="\n".join(BATCH))
    results = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [(result["line"], result["ok"]) for result in results] == [(1, True), (2, False), (3, False), (4, True)]
    assert results[2]["error"]["clause"] == "S5.4-5"
    assert answer.returncode == 1


def test_atomic_batch_records_all_or_nothing(act: Deskctl, tmp_path: Path) -> None:
    """With `--atomic` the first refusal undoes the lines before it."""
    file = tmp_path / "operations.jsonl"
    file.write_text("\n".join(BATCH), encoding="utf-8")
    before = act("ticket", "history", 71).out
    assert act("batch", "--atomic", file).code == 1
    assert act("ticket", "history", 71).out == before


def test_batch_without_failure(act: Deskctl, tmp_path: Path) -> None:
    """A batch without a failed line exits with 0."""
    file = tmp_path / "operations.jsonl"
    file.write_text(BATCH[0], encoding="utf-8")
    answer = act("batch", file)
    assert (answer.code, answer.rows) == (0, [{"line": 1, "ok": True, "ticket": "T-071", "action": "T-071/3"}])


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_empty_batch_succeeds(act: Deskctl, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """A batch without lines exits with 0."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert act("batch").code == 0


def test_empty_time_is_a_usage_error(act: Deskctl) -> None:
    """An empty `--at`, as from a script, is a usage error instead of the current time."""
    assert act("ticket", "note", "T-071", "--note", "x", "--at", "").code == 2

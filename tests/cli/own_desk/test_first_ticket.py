"""From nothing to the first ticket: what a new desk begins with, and how a file of another desk comes into it."""

import json
import shutil
from pathlib import Path

import pytest
from calling import NOW, Deskctl

from deskctl.cli.error_boundary import run
from deskctl.data_files import data_file
from deskctl.store.sqlite.files import files_of

DEMO = data_file("demo.jsonl")


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a desk by its command; nothing writes to it."""
    path = tmp_path_factory.mktemp("new") / "own.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DESKCTL_NOW", NOW)
        assert run(["init", "--store", str(path)], lambda *_reported: None) == 0
    return path


@pytest.fixture
def own(deskctl: Deskctl, new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Deskctl:
    """Call deskctl as whoever uses the machine, on a desk that was just made."""
    monkeypatch.delenv("DESKCTL_ACTOR", raising=False)
    path = tmp_path / "own.db"
    for file in files_of(str(new)):
        shutil.copy(file, tmp_path / file.name)
    return lambda *words: deskctl("--store", path, *words)


def _exported(own: Deskctl, tmp_path: Path, name: str = "out.jsonl") -> Path:
    file = tmp_path / name
    assert own("export", file, "--with-passwords").code == 0
    return file


def test_four_commands_lead_to_the_first_ticket_and_its_clocks(own: Deskctl) -> None:
    """A customer and a caller are enough: the catalogue, the level and the clocks follow."""
    assert own("customer", "add", "--name", "A").code == 0
    assert own("contact", "add", "--customer", "CUS-01", "--name", "B").code == 0
    opened = own("ticket", "open", "--contact", "P-0101", "--title", "x", "--severity", "severe", "--json")
    assert opened.code == 0, opened.err
    assert (opened.json["catalog"], opened.json["level"], opened.json["site"]) == ("A", "urgent", None)
    assert len(own("clock", "list", "T-001", "--json").json) > 1


@pytest.mark.parametrize(
    ("words", "item"),
    [
        (("--assets", "A-0101"), "B"),
        (("--assets", "A-0102"), "E"),
        (("--assets", "A-0103"), "A"),
        (("--kind", "question", "--assets", "A-0101"), "A"),
        (("--kind", "upgrade"), "C"),
        (("--kind", "change_request"), "F"),
        (("--kind", "evaluation"), "G"),
        (("--assets", "A-0102", "--severity", "catastrophic"), "A"),
        (("--assets", "A-0101", "--catalog", "D"), "D"),
    ],
)
def test_the_item_follows_from_kind_and_equipment(own: Deskctl, words: tuple[str, ...], item: str) -> None:
    """A request that names no item of the catalogue gets one that fits, and that has the level."""
    for line in (
        "customer add --name A",
        "contact add --customer CUS-01 --name B",
        "site add --customer CUS-01 --name hall",
        "asset add --site S-0101 --name one --asset-class storage",
        "asset add --site S-0101 --name two --asset-class database",
        "asset add --site S-0101 --name three --asset-class application",
    ):
        assert own(*line.split()).code == 0
    opened = own("ticket", "open", "--contact", "P-0101", "--title", "x", *words, "--json")
    assert opened.code == 0, opened.err
    assert opened.json["catalog"] == item


def test_a_retired_item_is_not_proposed(own: Deskctl) -> None:
    """A firm that offers other things gets the first of its items that has the level."""
    for item in "ABDEFG":
        assert own("catalog", "retire", item, "--reason", "not offered").code == 0
    opened = own("ticket", "open", "--caller-name", "B", "--title", "x", "--json")
    assert opened.json["catalog"] == "C"


def test_a_file_of_another_desk_comes_into_a_new_desk_as_it_is(own: Deskctl, tmp_path: Path) -> None:
    """The shipped records and those of the demo are the same ones: no complaint, and the same bytes come out."""
    assert own("import", DEMO).code == 0
    assert _exported(own, tmp_path).read_bytes() == DEMO.read_bytes()
    assert own("store", "check").code == 0


def test_a_shipped_record_gives_way_to_that_of_a_file_until_somebody_changed_it(own: Deskctl, tmp_path: Path) -> None:
    """A firm's own catalogue comes in; where the desk has one of its own already, the line is refused."""
    line = {"type": "catalog_item", "id": "A", "name": "ours", "name_en": "ours", "allowed_levels": ["routine"]}
    file = tmp_path / "ours.jsonl"
    file.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert own("import", file).code == 0
    assert json.dumps(line) in _exported(own, tmp_path).read_text(encoding="utf-8")
    file.write_text(json.dumps({**line, "name": "theirs"}) + "\n", encoding="utf-8")
    assert own("import", file).code == 4


def test_a_desk_without_the_shipped_records_stays_without(deskctl: Deskctl, tmp_path: Path) -> None:
    """A file read into a store that is not there yet comes out as it went in, whatever it leaves out."""
    lines = [line for line in DEMO.read_bytes().splitlines(keepends=True) if b'"mode"' not in line[:20]]
    file, out = tmp_path / "some.jsonl", tmp_path / "out.jsonl"
    file.write_bytes(b"".join(line for line in lines if line.startswith(b'{"type": "staff"')))
    assert deskctl("--store", tmp_path / "new.db", "import", file).code == 0
    assert deskctl("--store", tmp_path / "new.db", "export", out).code == 0
    assert out.read_bytes() == file.read_bytes()


def test_a_file_of_another_zone_is_refused(own: Deskctl, tmp_path: Path) -> None:
    """A desk keeps its zone; a store that is not there yet takes that of the file."""
    meta = {**json.loads(DEMO.read_text(encoding="utf-8").splitlines()[0]), "tz": "Europe/Berlin"}
    file = tmp_path / "berlin.jsonl"
    file.write_text(json.dumps(meta) + "\n", encoding="utf-8")
    refused = own("import", file, "--json")
    assert (refused.code, refused.error["field"]) == (4, "tz")
    assert own("--store", tmp_path / "berlin.db", "import", file).code == 0


def test_the_history_of_reference_data_travels(own: Deskctl, tmp_path: Path) -> None:
    """Who added and changed what, in readable values, comes out, goes in elsewhere, and comes out again the same."""
    own("contract", "add", "--customer", own("customer", "add", "--name", "A", "--json").json["id"], "--no", "1")
    own("customer", "edit", "CUS-01", "--key-customer")
    file = _exported(own, tmp_path)
    told = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    steps = [(record["noun"], record["event"], record["data"]) for record in told if record["type"] == "history"]
    assert ("customer", "edited", {"key_customer": {"from": False, "to": True}}) in steps
    assert next(data for noun, _event, data in steps if noun == "contract")["options"] == {}
    assert own("--store", tmp_path / "other.db", "import", file).code == 0
    other = tmp_path / "again.jsonl"
    assert own("--store", tmp_path / "other.db", "export", other).code == 0
    assert other.read_bytes() == file.read_bytes()
    assert own("--store", tmp_path / "other.db", "store", "check").code == 0


def test_a_spreadsheet_makes_a_desk_that_can_take_calls(
    deskctl: Deskctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Customers read into a store that is not there yet: the shipped records are there as after `init`."""
    monkeypatch.delenv("DESKCTL_ACTOR", raising=False)
    file, store = tmp_path / "customers.csv", tmp_path / "new.db"
    file.write_text("客户名称,电话\n蓝岸样例医院,000-0001-0100\n", encoding="utf-8")
    assert deskctl("--store", store, "import", file, "--kind", "customer").code == 0
    words = ("--customer", "CUS-01", "--caller-name", "王", "--title", "x")
    assert deskctl("--store", store, "ticket", "open", *words).code == 0

"""The first ticket of a new desk: what `init` provides, and how a file of another desk is imported."""

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
def new_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a desk with `init`; nothing writes to it."""
    path = tmp_path_factory.mktemp("new") / "own.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DESKCTL_NOW", NOW)
        assert run(["init", "--store", str(path)], lambda *_: None) == 0
    return path


@pytest.fixture
def own(deskctl: Deskctl, new_desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Deskctl:
    """Call deskctl as the user of the machine, on a new desk."""
    monkeypatch.delenv("DESKCTL_ACTOR", raising=False)
    path = tmp_path / "own.db"
    for file in files_of(str(new_desk)):
        shutil.copy(file, tmp_path / file.name)
    return lambda *words: deskctl("--store", path, *words)


def _exported(own: Deskctl, tmp_path: Path, name: str = "out.jsonl") -> Path:
    file = tmp_path / name
    assert own("export", file, "--with-passwords").code == 0
    return file


def test_first_ticket_needs_a_customer_and_a_caller(own: Deskctl) -> None:
    """With only a customer and a caller a ticket gets its catalogue item, level and clocks."""
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
def test_item_follows_from_kind_and_equipment(own: Deskctl, words: tuple[str, ...], item: str) -> None:
    """A ticket without a catalogue item gets the one that suits its kind, equipment and level."""
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


def test_retired_item_is_not_chosen(own: Deskctl) -> None:
    """A ticket gets the first item that is not retired and allows its level."""
    for item in "ABDEFG":
        assert own("catalog", "retire", item, "--reason", "not offered").code == 0
    opened = own("ticket", "open", "--caller-name", "B", "--title", "x", "--json")
    assert opened.json["catalog"] == "C"


def test_export_of_another_desk_is_imported_unchanged(own: Deskctl, tmp_path: Path) -> None:
    """The demo is imported into a new desk without an error, and its export has the same bytes."""
    assert own("import", DEMO).code == 0
    assert _exported(own, tmp_path).read_bytes() == DEMO.read_bytes()
    assert own("store", "check").code == 0


def test_imported_item_replaces_only_the_shipped_one(own: Deskctl, tmp_path: Path) -> None:
    """An imported catalogue item replaces the shipped one, and is refused where the desk already has its own."""
    line = {"type": "catalog_item", "id": "A", "name": "ours", "name_en": "ours", "allowed_levels": ["routine"]}
    file = tmp_path / "ours.jsonl"
    file.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert own("import", file).code == 0
    assert json.dumps(line) in _exported(own, tmp_path).read_text(encoding="utf-8")
    file.write_text(json.dumps({**line, "name": "theirs"}) + "\n", encoding="utf-8")
    assert own("import", file).code == 4


def test_import_into_a_new_store_adds_no_shipped_records(deskctl: Deskctl, tmp_path: Path) -> None:
    """A file that is imported into a missing store is exported unchanged, without shipped records."""
    lines = [line for line in DEMO.read_bytes().splitlines(keepends=True) if b'"mode"' not in line[:20]]
    file, out = tmp_path / "some.jsonl", tmp_path / "out.jsonl"
    file.write_bytes(b"".join(line for line in lines if line.startswith(b'{"type": "staff"')))
    assert deskctl("--store", tmp_path / "new.db", "import", file).code == 0
    assert deskctl("--store", tmp_path / "new.db", "export", out).code == 0
    assert out.read_bytes() == file.read_bytes()


def test_file_of_another_zone_is_refused(own: Deskctl, tmp_path: Path) -> None:
    """A desk refuses a file of another zone, and a new store adopts the zone of the file."""
    meta = {**json.loads(DEMO.read_text(encoding="utf-8").splitlines()[0]), "tz": "Europe/Berlin"}
    file = tmp_path / "berlin.jsonl"
    file.write_text(json.dumps(meta) + "\n", encoding="utf-8")
    refused = own("import", file, "--json")
    assert (refused.code, refused.error["field"]) == (4, "tz")
    assert own("--store", tmp_path / "berlin.db", "import", file).code == 0


def test_history_of_reference_data_is_exported(own: Deskctl, tmp_path: Path) -> None:
    """The history of reference data is exported with readable values and equal after import and export."""
    own("contract", "add", "--customer", own("customer", "add", "--name", "A", "--json").json["id"], "--no", "1")
    own("customer", "edit", "CUS-01", "--key-customer")
    file = _exported(own, tmp_path)
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    steps = [(record["noun"], record["event"], record["data"]) for record in records if record["type"] == "history"]
    assert ("customer", "edited", {"key_customer": {"from": False, "to": True}}) in steps
    assert next(data for noun, _event, data in steps if noun == "contract")["options"] == {}
    assert own("--store", tmp_path / "other.db", "import", file).code == 0
    other = tmp_path / "again.jsonl"
    assert own("--store", tmp_path / "other.db", "export", other).code == 0
    assert other.read_bytes() == file.read_bytes()
    assert own("--store", tmp_path / "other.db", "store", "check").code == 0


def test_spreadsheet_makes_a_usable_desk(deskctl: Deskctl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Customers that are imported into a missing store make a desk with the shipped records, which can open tickets."""
    monkeypatch.delenv("DESKCTL_ACTOR", raising=False)
    file, store = tmp_path / "customers.csv", tmp_path / "new.db"
    file.write_text("客户名称,电话\n蓝岸样例医院,000-0001-0100\n", encoding="utf-8")
    assert deskctl("--store", store, "import", file, "--kind", "customer").code == 0
    words = ("--customer", "CUS-01", "--caller-name", "王", "--title", "x")
    assert deskctl("--store", store, "ticket", "open", *words).code == 0

"""Every operation has the same result or the same refusal on both engines, including operations added later.

Each operation of the catalogue has an example that works on the demo desk; these are done on both engines.
"""

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from both_engines import Both, database_of
from command_lines import perform_command
from examples import BEFORE, with_hints
from workbench import Workbench

from deskctl.errors import DeskError
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.operations.framework.catalogue import find, names
from deskctl.operations.perform import OperationResult
from deskctl.store.move import move_store
from deskctl.store.open import check_store, create_store

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.usefixtures("_reused_connections")]

_FILES = Path(__file__).parents[1] / "data"
_EACH = 1_000
"""The number of random tokens that one example may use at most."""


@pytest.fixture(scope="module")
def copied(
    imported_demo: Path, make_database: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Both]:
    """Return a function that makes a new demo desk on both engines, with messages that wait to be sent."""
    folder, server = tmp_path_factory.mktemp("desks"), make_database()
    file = str(shutil.copy(imported_demo / "desk.db", folder / "desk.db"))
    read_desk(_FILES / "outbox.jsonl", file)
    create_store(server, for_tests=True)
    move_store(file, server)
    made = count()

    def copy() -> Both:
        own = str(shutil.copy(file, folder / f"{next(made)}.db"))
        return Both(own, make_database(database_of(server)))

    return copy


@pytest.fixture(scope="module")
def shared(copied: Callable[[], Both]) -> Both:
    """Return a desk on both engines on which all examples are done, one after the other."""
    return copied()


@pytest.fixture(scope="module")
def others(copied: Callable[[], Both]) -> list[Both]:
    """Return the desks for examples that an earlier one prevents; a test adds one if the last is in its way too."""
    return [copied()]


@pytest.fixture
def _at_hand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Create the files that the examples name."""
    shutil.copy(_FILES / "server-room.toml", tmp_path / "server-room.toml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESKCTL_CONFIG", str(_FILES / "mail-out.toml"))
    for name in ("photo.jpg", "slides.pdf"):
        (tmp_path / name).write_bytes(b"\xff\xd8\xff\xe0 a picture")


def _done(
    store: str, name: str, monkeypatch: pytest.MonkeyPatch, do: Callable[[Workbench, str], OperationResult]
) -> tuple[bool, str]:
    """Run the example of an operation; return whether it succeeded, and its result or refusal."""
    tokens = count(_EACH * names().index(name))
    monkeypatch.setattr("secrets.token_hex", lambda size: f"{next(tokens):0{2 * size}}")
    desk, example = Workbench(store), find(*name.split(".", 1)).example
    try:
        for before in filter(None, BEFORE.get(name, "").split(" && ")):
            opened = perform_command(desk, before).ticket
            example = example.replace("T-071", f"T-{opened:03d}") if name == "ticket.identify" else example
        return True, repr(do(desk, example))
    except DeskError as refused:
        return False, f"{type(refused).__name__} {refused} {refused.hint}"


@pytest.mark.parametrize("name", names())
@pytest.mark.usefixtures("_at_hand")
def test_an_operation(
    name: str, shared: Both, others: list[Both], copied: Callable[[], Both], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The result is the same; an example that an earlier one prevents is run on another desk, or else on a new one."""
    if _same(shared, name, monkeypatch, perform_command)[0] or _same(others[-1], name, monkeypatch, with_hints)[0]:
        return
    others.append(copied())
    succeeded, answer = _same(others[-1], name, monkeypatch, with_hints)
    assert succeeded, answer


def _same(
    desk: Both, name: str, monkeypatch: pytest.MonkeyPatch, do: Callable[[Workbench, str], OperationResult]
) -> tuple[bool, str]:
    """Run the example of an operation on both engines, and return their answer, which must be the same."""
    file, server = (_done(store, name, monkeypatch, do) for store in (desk.file, desk.server))
    assert server == file
    return file


def test_the_desks_after_all_examples(shared: Both, answer: Callable[..., tuple[int, str, str]]) -> None:
    """After all examples both desks export the same bytes, and the check of the server finds nothing."""
    assert answer(shared.file, "export", "-")[1] == answer(shared.server, "export", "-")[1]
    assert check_store(shared.server, 0) == []

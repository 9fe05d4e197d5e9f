"""The same desk on both engines: in a file, and in a database of a server."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from both_engines import NOW, Both, database_of
from postgres_server import programs, running
from reused_connections import IdleConnections

from deskctl.cli.error_boundary import run
from deskctl.language.i18n import use_language
from deskctl.store.move import move_store
from deskctl.store.open import create_store

sys.path.append(str(Path(__file__).parents[1] / "notify"))


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """Run a server for the session, and yield the folder of its socket; skip if there is no PostgreSQL."""
    place = programs()
    if place is None:
        pytest.skip("PostgreSQL 15 or newer is not installed: nothing was tried on a server")
    pytest.importorskip("psycopg2", reason="deskctl[server] is not installed: nothing was tried on a server")
    with running(place) as folder:
        yield folder


@pytest.fixture(scope="session")
def idle_connections() -> IdleConnections:
    """Return the idle connections, of which there are none unless a file of tests reuses connections."""
    return IdleConnections()


@pytest.fixture(scope="module")
def _reused_connections(server: Path, idle_connections: IdleConnections) -> Iterator[None]:
    """Use connections again: only the tests that are about connections make new ones."""
    with idle_connections.reused():
        yield


@pytest.fixture(scope="session")
def make_database(server: Path, idle_connections: IdleConnections) -> Callable[..., str]:
    """Return a function that creates a database and returns its address."""
    made: list[str] = []

    def make(template: str = "template1") -> str:
        import psycopg2

        name = f"desk{len(made)}"
        made.append(name)
        idle_connections.leave(template)
        with closing(psycopg2.connect(f"postgresql://owner@/postgres?host={server}")) as conn:
            conn.autocommit = True
            conn.cursor().execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return f"postgresql://owner@/{name}?host={server}"

    return make


@pytest.fixture(scope="session")
def demo_on_server(imported_demo: Path, make_database: Callable[..., str]) -> str:
    """Return the address of the demo desk, moved to the server once; it is only copied, so that nobody is connected."""
    address = make_database()
    create_store(address, for_tests=True)
    move_store(str(imported_demo / "desk.db"), address)
    return address


@pytest.fixture(scope="session")
def read_demo(demo_on_server: str, make_database: Callable[..., str]) -> str:
    """Return the address of a copy of the demo desk that all tests read and none writes to."""
    return make_database(database_of(demo_on_server))


@pytest.fixture
def demo(imported_demo: Path, read_demo: str) -> Both:
    """Return the demo desk on both engines, for reading only."""
    return Both(str(imported_demo / "desk.db"), read_demo)


@pytest.fixture
def own_demo(imported_demo: Path, demo_on_server: str, make_database: Callable[..., str], tmp_path: Path) -> Both:
    """Return a new copy of the demo desk on both engines."""
    own = make_database(database_of(demo_on_server))
    return Both(str(shutil.copy(imported_demo / "desk.db", tmp_path / "desk.db")), own)


@pytest.fixture(autouse=True)
def _quiet_place(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DESKCTL_STORE", "DESKCTL_ACTOR", "DESKCTL_LANG", "FORCE_COLOR", "NO_COLOR", "PGPASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DESKCTL_NOW", NOW)
    use_language("en")


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Return a function that calls deskctl on a store in this process and returns its exit code, stdout and stderr."""

    def call(store: str, *words: str) -> tuple[int, str, str]:
        code = run(["--store", store, *words], lambda *_: None)
        return (code, *capsys.readouterr())

    return call

"""No test touches the desk, the log or the settings of whoever runs it, nor the language of another test."""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from compileall import compile_dir
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path
from socket import IPPROTO_TCP, TCP_NODELAY
from typing import Any

import pytest
from _pytest.assertion import rewrite
from hypothesis.internal.conjecture import providers
from typer._click.core import Command, Context

from deskctl.cli import noun_group, root
from deskctl.cli.app import lazy_groups
from deskctl.cli.writes import operation_command
from deskctl.data_files import data_file
from deskctl.desk import passwords
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.language.i18n import language, use_language
from deskctl.store.sqlite.create import create_store

WAITING = ("architecture", "cli/app", "cli/output", "exchange", "faults", "mail", "notify", "screens", "serve")
"""The folders of tests that wait for a terminal, a process or a server."""
LONG = ("faults", "conformance")
"""The folders that one worker each runs alone, from the beginning."""
ONE_BY_ONE = ("sla", "screens")
"""The folders whose files share nothing that is dear to make, the longer tests first."""

os.environ["DESKCTL_NOW"] = "2026-12-09T14:10:00+08:00"  # a Wednesday: no test may depend on the hour at which it runs
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each process that a test starts compiles the program again

ROOT = Path(__file__).parents[1]

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of the user's own in it
ROOM = 4 << 30
"""The bytes that must be free in memory before the desks of the tests are kept there."""

gc.disable()  # what is collected lives to the end: searching it for garbage takes half the time of the collection


def pytest_configure(config: pytest.Config) -> None:
    """Compile the program and the tests once, before the workers begin: in a new tree each of them would do all of it.

    The laws draw on the numbers in the program that they are about, not on those of every module that is loaded: to
    read all of them takes each worker a second.
    """
    if not hasattr(config, "workerinput"):
        _keep_desks_in_memory()
        compile_dir(ROOT / "deskctl", quiet=2, workers=0)
        if config.getoption("numprocesses", default=None):
            _rewrite_tests(config)
    providers.is_local_module_file = lambda path: path.startswith(str(ROOT / "deskctl" / "sla"))


def _rewrite_tests(config: pytest.Config) -> None:
    """Rewrite the assertions of the tests to run, as pytest does, where it has not kept them rewritten."""
    places = [config.invocation_params.dir / argument.partition("::")[0] for argument in config.args]
    for file in {file for place in places for file in ([place] if place.is_file() else place.rglob("test_*.py"))}:
        kept = rewrite.get_cache_dir(file) / f"{file.stem}{rewrite.PYC_TAIL}"
        if rewrite._read_pyc(file, kept) is None and rewrite.try_makedirs(kept.parent):  # noqa: SLF001 - no public way
            with suppress(SyntaxError, ValueError):  # a worker reports it
                status, code = rewrite._rewrite_test(file, config)  # noqa: SLF001 - no public way
                rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, status, kept)  # noqa: SLF001 - no public way


def _keep_desks_in_memory() -> None:
    """Let temporary folders lie in memory if there is room: a disk takes milliseconds to make a write durable."""
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


def pytest_sessionstart(session: pytest.Session) -> None:
    """Ask for second chances without delay: a worker writes two small messages, and the second would wait 40 ms."""
    connection = getattr(getattr(session.config, "failures_db", None), "sock", None)
    if connection is not None:
        connection.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)


def pytest_collection_finish() -> None:
    """Search only what the tests make for garbage, and seldom: a console leaves some, most tests none."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def pytest_sessionfinish() -> None:
    """Search what the tests left for garbage once; pytest would search all of it five times at the end."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give a test that waits for others a second chance, and share the tests out to the workers.

    On a busy machine the patience of one that waits ends; the summary counts it. The tests of a file stay together, so
    that its desks and its words are read once; those of `ONE_BY_ONE` end the run, each where there is room, so that no
    worker waits for another. The tests of faults measure waits and count processes: one worker runs them all, and
    because that takes longest it begins with them.
    """
    here = len(str(Path(__file__).parent)) + 1
    for item in items:
        folder = str(item.path)[here:].replace(os.sep, "/")
        if folder.startswith(WAITING):
            item.add_marker(pytest.mark.flaky(reruns=1))
        if not folder.startswith(ONE_BY_ONE) and not item.get_closest_marker("xdist_group"):
            group = "faults" if folder.startswith("faults") else item.path.stem
            item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: _turn(str(item.path)[here:].replace(os.sep, "/")))


def _turn(file: str) -> int:
    """Return the turn of a file: what takes long first, what can run anywhere last."""
    turns = (*LONG, "", *ONE_BY_ONE)
    return next(turn for turn in (0, 1, 3, 4, 2) if file.startswith(turns[turn]))


@pytest.fixture(scope="session")
def imported_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a demo desk, `desk.db`, that is imported once for all workers; its users copy it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "imported-demo"
    folder.mkdir(exist_ok=True)
    with _alone(folder / "lock"):
        if not (folder / "done").exists():
            create_store(str(folder / "desk.db"))
            read_desk(data_file("demo.jsonl"), str(folder / "desk.db"))
            (folder / "done").touch()
    return folder


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let one worker in at a time."""
    with lock.open("w") as file:
        if os.name != "nt":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session", autouse=True)
def _commands_made_once() -> Iterator[None]:
    """Make the commands once for each language and not for each call, of which a process of its own has but one."""

    def once(make: Callable[..., Any]) -> Callable[..., Any]:
        made = cache(lambda _language, *given: make(*given))
        return lambda *given: made(language(), *given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(root, "root", once(root.root))
        patch.setattr(operation_command, "operation_command", once(operation_command.operation_command))
        for group in (root, noun_group):
            patch.setattr(group, "load_command", once(lazy_groups.load_command))
        noun = once(root.Root.load)
        patch.setattr(root.Root, "load", lambda self, _context, name: noun(self, None, name))
        patch.setattr(Command, "make_parser", _of_a_parser_made_once(Command.make_parser))
        yield


def _of_a_parser_made_once(make: Callable[[Command, Context], Any]) -> Callable[[Command, Context], Any]:
    """Make the parser of a command once, and let it name the call that it is used in."""
    made: dict[Command, Any] = {}

    def parser(command: Command, context: Context) -> Any:
        if command not in made:
            made[command] = make(command, context)
        made[command].ctx = context
        return made[command]

    return parser


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[tuple[int, str]]:
    """Make hashes of passwords with little care in this process; return the care that deskctl takes."""
    careful = passwords._COST, passwords._UNKNOWN  # noqa: SLF001 - no public way
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_COST", 1 << 10)
        patch.setattr(passwords, "_UNKNOWN", "scrypt$1024$8$3$00000000000000000000000000000000$00")
        yield careful


@pytest.fixture
def careful_hashes(_quick_hashes: tuple[int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let hashes of passwords be made with the care that deskctl takes; this takes long."""
    cost, unknown = _quick_hashes
    monkeypatch.setattr(passwords, "_COST", cost)
    monkeypatch.setattr(passwords, "_UNKNOWN", unknown)


@pytest.fixture(scope="session")
def _new_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Name folders of users without end; `mktemp` would read the names of all earlier ones for each."""
    users = tmp_path_factory.mktemp("users")
    return (users / str(number) for number in count())


@pytest.fixture(autouse=True)
def _folders_of_its_own(monkeypatch: pytest.MonkeyPatch, _new_folders: Iterator[Path]) -> None:
    """Let a test's data and settings lie in a folder of its own."""
    folder = next(_new_folders)
    folder.mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))


@pytest.fixture(autouse=True)
def _user_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the user of the machine be nobody on the demo desk, whoever runs the tests; a test names its actor."""
    monkeypatch.setenv("LOGNAME", "tester")


@pytest.fixture(autouse=True)
def _english() -> None:
    """Let a test begin in English, whatever the one before it spoke."""
    use_language("en")


def pytest_xdist_auto_num_workers() -> int:
    """Run one more than there are cores: many tests wait for a disk, a terminal or a process, none for its turn."""
    return 1 + (os.cpu_count() or 1)

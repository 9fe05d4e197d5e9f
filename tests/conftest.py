"""Fixtures that keep tests apart from the user's desk, log and settings and from each other, and make them fast."""

import gc
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from compileall import compile_dir
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path
from socket import IPPROTO_TCP, TCP_NODELAY
from threading import Lock
from types import SimpleNamespace
from typing import Any

import pytest
from _pytest.assertion import rewrite
from typer._click.core import Command, Context

from deskctl.cli import noun_group, root
from deskctl.cli.app import lazy_groups
from deskctl.cli.writes import operation_command
from deskctl.data_files import data_file
from deskctl.desk import passwords
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.language.i18n import language, use_language
from deskctl.mail.intake import intake
from deskctl.mail.reader import Reader
from deskctl.store.sqlite.create import create_store

os.environ["DESKCTL_NOW"] = "2026-12-09T14:10:00+08:00"  # a Wednesday: no test may depend on the hour at which it runs
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # otherwise each process that a test starts compiles the program again

pytest_plugins = ["order_of_tests"]

ROOT = Path(__file__).parents[1]

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a private folder in it
ROOM = 4 << 30
"""The number of free bytes in memory that allows the tests to keep their desks there."""

gc.disable()  # collected tests live until the end; searching them for garbage takes half of the collection


def pytest_configure(config: pytest.Config) -> None:
    """Compile the program and the tests once before the workers start, as otherwise each of them compiles all of it."""
    _restore_interrupts()
    if not hasattr(config, "workerinput"):
        _keep_desks_in_memory()
        new_tree = not (ROOT / "deskctl" / "__pycache__").exists()
        compile_dir(ROOT / "deskctl", quiet=2, workers=0 if new_tree else 1)  # processes take longer than a few files
        if config.getoption("numprocesses", default=None):
            _rewrite_tests(config)
            return
    _take_constants_from_the_rules()


def _rewrite_tests(config: pytest.Config) -> None:
    """Rewrite the assertions of the tests to run, as pytest does, unless its cache contains them already."""
    places = [config.invocation_params.dir / argument.partition("::")[0] for argument in config.args]
    for file in {file for place in places for file in ([place] if place.is_file() else place.rglob("test_*.py"))}:
        kept = rewrite.get_cache_dir(file) / f"{file.stem}{rewrite.PYC_TAIL}"
        if not _is_newer(kept, file) and rewrite.try_makedirs(kept.parent):
            with suppress(SyntaxError, ValueError):  # a worker reports it
                status, code = rewrite._rewrite_test(file, config)  # noqa: SLF001 - no public way
                rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, status, kept)  # noqa: SLF001 - no public way


def _is_newer(made: Path, source: Path) -> bool:
    """Return True if a file exists and was written after its source; pytest compares them in detail."""
    return made.exists() and made.stat().st_mtime > source.stat().st_mtime


def _take_constants_from_the_rules() -> None:
    """Let Hypothesis take constants only from `deskctl/sla`, the subject of the property tests.

    Reading those of every loaded module takes each worker a second.
    """
    from hypothesis.internal.conjecture import providers

    providers.is_local_module_file = lambda path: path.startswith(str(ROOT / "deskctl" / "sla"))


def _restore_interrupts() -> None:
    """Let the processes that tests start end at Ctrl-C also if a shell runs the tests in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _keep_desks_in_memory() -> None:
    """Keep temporary folders in memory if enough is free, as a disk takes milliseconds to make a write durable."""
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


def pytest_sessionstart(session: pytest.Session) -> None:
    """Send requests for reruns without delay: a worker writes two small messages, and the second would wait 40 ms."""
    connection = getattr(getattr(session.config, "failures_db", None), "sock", None)
    if connection is not None:
        connection.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
    if session.config.option.verbose < 0 and not (session.config.option.durations or session.config.option.xmlpath):
        _send_results_only(session.config)


def _send_results_only(config: pytest.Config) -> None:
    """Send one message about a test, its result, and one that it is over; a quiet report prints nothing else."""
    for worker in (plugin for plugin in config.pluginmanager.get_plugins() if hasattr(plugin, "sendevent")):
        worker.sendevent = _without_progress(worker.sendevent)


def _without_progress(send: Callable[..., None]) -> Callable[..., None]:
    """Return a function that sends all messages but those about the beginning, the fixtures and the end of a test."""

    def send_most(name: str, **given: Any) -> None:
        fixtures = name == "testreport" and given["data"]["when"] != "call" and given["data"]["outcome"] == "passed"
        if not fixtures and name not in {"logstart", "logfinish"}:
            send(name, **given)

    return send_most


def pytest_collection_finish() -> None:
    """Search only objects that tests make for garbage, and rarely: a console leaves some, most tests none."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def pytest_sessionfinish() -> None:
    """Collect garbage once; without the freeze pytest would search all objects five times at the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def imported_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a demo desk, `desk.db`, that is imported once for all workers; tests copy it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "imported-demo"
    folder.mkdir(exist_ok=True)
    with _exclusive(folder / "lock"):
        if not (folder / "done").exists():
            create_store(str(folder / "desk.db"))
            read_desk(data_file("demo.jsonl"), str(folder / "desk.db"))
            (folder / "done").touch()
    return folder


@contextmanager
def _exclusive(lock: Path) -> Iterator[None]:
    """Allow one worker at a time in the block."""
    with lock.open("w") as file:
        if os.name != "nt":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session", autouse=True)
def _commands_built_once() -> Iterator[None]:
    """Build the commands once for each language instead of for each call; the program needs them once per process."""

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
        patch.setattr(Command, "make_parser", _with_one_parser(Command.make_parser))
        yield


def _with_one_parser(make: Callable[[Command, Context], Any]) -> Callable[[Command, Context], Any]:
    """Return a function that makes the parser of a command once, and sets its context for each call."""
    made: dict[Command, Any] = {}

    def parser(command: Command, context: Context) -> Any:
        if command not in made:
            made[command] = make(command, context)
        made[command].ctx = context
        return made[command]

    return parser


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[tuple[int, str]]:
    """Make password hashes cheap in this process; return the real cost and the hash of unknown users."""
    careful = passwords._COST, passwords._UNKNOWN  # noqa: SLF001 - no public way
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_COST", 1 << 10)
        patch.setattr(passwords, "_UNKNOWN", "scrypt$1024$8$3$00000000000000000000000000000000$00")
        patch.setattr(passwords, "_digest", cache(passwords._digest))  # noqa: SLF001 - no public way
        yield careful


@pytest.fixture
def careful_hashes(_quick_hashes: tuple[int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Make password hashes at the real cost of deskctl, which is slow."""
    cost, unknown = _quick_hashes
    monkeypatch.setattr(passwords, "_COST", cost)
    monkeypatch.setattr(passwords, "_UNKNOWN", unknown)


@pytest.fixture(scope="session", autouse=True)
def _one_mail_reader() -> Iterator[None]:
    """Keep the process that parses mails for all imports of this process; starting it takes longer than most tests."""
    kept, alone = Reader(), Lock()

    def read(raw: bytes) -> Any:
        with alone:
            return kept.read(raw)

    with pytest.MonkeyPatch.context() as patch, kept:
        patch.setattr(intake, "Reader", lambda: SimpleNamespace(read=read, close=lambda: None))
        yield


@pytest.fixture(scope="session")
def _new_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield names of unused folders; what a test writes to them is made by deskctl, and most tests write nothing."""
    users = tmp_path_factory.mktemp("users")
    return (f"{users}{os.sep}{number}" for number in count())


@pytest.fixture(autouse=True)
def _new_user(_new_folders: Iterator[str]) -> Iterator[None]:
    """Start each test in English, without data and settings of earlier tests.

    The user of the machine is not on the demo desk's staff, so that a test must name its actor. Pytest names its folder
    after the real user, before the first test. The fixtures of a file are made before its first test, so the settings
    of a test end with it.
    """
    _become_new_user(next(_new_folders))
    yield
    _become_new_user(next(_new_folders))


def _become_new_user(folder: str) -> None:
    os.environ["LOGNAME"] = "tester"
    os.environ["XDG_DATA_HOME"] = f"{folder}{os.sep}data"
    os.environ["XDG_CONFIG_HOME"] = f"{folder}{os.sep}config"
    if language() != "en":
        use_language("en")

"""A desk that is served, with a real mailbox and a mail server; and the builders of the tests of mail."""

import gc
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parents[1] / "mail"), str(Path(__file__).parents[1] / "notify")]

from dovecot import Dovecot, dovecot  # noqa: E402
from served_desk import SETTINGS  # noqa: E402
from smtp_sink import Sink, running  # noqa: E402


@pytest.fixture(autouse=True)
def _garbage_of_other_tests() -> None:
    """Leave the objects of earlier tests out of the collections of a worker, which in its own process are quick."""
    gc.freeze()


@pytest.fixture(scope="module")
def demo(imported_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo desk, to which no test writes."""
    return Path(shutil.copy(imported_demo / "desk.db", tmp_path_factory.mktemp("demo") / "desk.db"))


@pytest.fixture
def store(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DESKCTL_CONFIG", str(tmp_path / "settings.toml"))
    return str(shutil.copy(demo, tmp_path / "desk.db"))


@pytest.fixture
def sink(store: str, tmp_path: Path) -> Iterator[Sink]:
    with running(Sink()) as sink:
        (tmp_path / "settings.toml").write_text(SETTINGS.format(smtp=sink.port), encoding="utf-8")
        yield sink


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    pytest.importorskip("imapclient", reason="NOT TESTED: the extra `mail` is not installed")
    with dovecot() as server:
        yield server

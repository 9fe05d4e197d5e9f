"""A demo desk that sends its mails to a mail server of the test, with digests at the end of the day."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from desk_copies import copy_desk
from smtp_sink import Sink, running
from timed_desk import SETTINGS, TimedDesk

from deskctl.data_files import data_file
from deskctl.mail.intake import intake
from deskctl.mail.reader import Reader
from deskctl.store.kept_readers import KeptReaders


@pytest.fixture(scope="session")
def demo(imported_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo desk; nothing writes to it."""
    return copy_desk(imported_demo / "desk.db", tmp_path_factory.mktemp("demo") / "desk.db")


@pytest.fixture(scope="session", autouse=True)
def _one_reading_process() -> Iterator[None]:
    """Read the mails of all tests in one process, as its start takes longer than most tests and it keeps nothing."""
    with Reader() as reader, pytest.MonkeyPatch.context() as patch:
        patch.setattr(intake, "Reader", lambda: SimpleNamespace(read=reader.read, close=lambda: None))
        yield


@pytest.fixture
def desk(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TimedDesk]:
    store = copy_desk(demo, tmp_path / "desk.db")
    with running(Sink()) as sink:
        file = tmp_path / "settings.toml"
        file.write_text(SETTINGS.format(port=sink.port, folder=tmp_path), encoding="utf-8")
        monkeypatch.setenv("DESKCTL_CONFIG", str(file))
        rules = Path(data_file("escalation.toml")).read_text(encoding="utf-8")
        (tmp_path / "escalation.toml").write_text(rules.replace('"09:00"', '"23:59"'), encoding="utf-8")
        with closing(KeptReaders()) as readers:
            yield TimedDesk(str(store), sink, tmp_path, readers=readers)

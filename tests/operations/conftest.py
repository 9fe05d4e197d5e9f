"""A desk to work on: the demo's, copied for each test."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from workbench import NOW, Workbench

from deskctl.exchange.importing.desk_import import read_desk


@pytest.fixture(scope="session")
def demo_store(imported_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo desk with messages in its outbox and a file."""
    path = Path(shutil.copy(imported_demo / "desk.db", tmp_path_factory.mktemp("demo") / "desk.db"))
    read_desk(Path(__file__).parents[1] / "data" / "outbox.jsonl", str(path))
    picture = path.with_name("picture.jpg")
    picture.write_bytes(b"\xff\xd8\xff\xe0 another picture")
    Workbench(str(path)).do("attachment.add", ref="VN1", file=str(picture))
    return path


@pytest.fixture
def desk(demo_store: Path, tmp_path: Path) -> Workbench:
    """Give a copy of the demo desk."""
    path = tmp_path / "desk.db"
    shutil.copy(demo_store, path)
    return Workbench(str(path))


@pytest.fixture
def at() -> Callable[[str], datetime]:
    """Read a time of the demo's last day, such as 09:15."""
    return lambda clock: datetime.fromisoformat(f"{NOW.date()}T{clock}:00+08:00")

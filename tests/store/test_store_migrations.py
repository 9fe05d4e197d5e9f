"""The migrations lead exactly to the schema that the models describe."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from deskctl.store.facts.policies import install_packaged
from deskctl.store.facts.shipped_records import set_up_records
from deskctl.store.migrations.revision import HEAD, REVISIONS, stored_revision
from deskctl.store.sqlite.bulk_import.resume_mark import ResumeMark, insert_mark
from deskctl.store.sqlite.create import create_store, ensure_current
from deskctl.store.sqlite.reader import connect_reader
from deskctl.store.sqlite.trigram_terms import TABLES
from deskctl.store.sqlite.writing.writer import writing_once
from deskctl.store.store_errors import StoreError

pytestmark = pytest.mark.xdist_group("models")  # only the worker of this group loads SQLAlchemy, which is slow


def _migrate(path: Path) -> None:
    from deskctl.store.migrations.migrate import migrate_file

    migrate_file(str(path))


def _schema(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as conn:
        found = conn.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: re.sub(r"\s", "", sql) for name, sql in found if name not in {"alembic_version", *TABLES}}


def test_the_packaged_revision_is_the_head() -> None:
    """The constants for the head and for the history of revisions agree with those of Alembic."""
    from alembic.script import ScriptDirectory

    from deskctl.store.migrations.migrate import scripts

    directory = ScriptDirectory.from_config(scripts())
    assert directory.get_heads() == [HEAD]
    assert tuple(script.revision for script in reversed(list(directory.walk_revisions()))) == REVISIONS


def test_the_migrated_schema_is_that_of_the_models(tmp_path: Path) -> None:
    """A migrated store has the same schema as the models, including indexes and references."""
    from sqlalchemy import create_engine

    from deskctl.models.tables import METADATA

    create_store(str(tmp_path / "desk.db"))
    METADATA.create_all(create_engine(f"sqlite:///{tmp_path}/models.db"))
    assert _schema(tmp_path / "desk.db") == _schema(tmp_path / "models.db")


def test_a_new_store_equals_a_migrated_one(tmp_path: Path) -> None:
    """A store created from the packaged schema has the same objects, settings and rows as a migrated one."""
    created, migrated = str(tmp_path / "made.db"), tmp_path / "migrated.db"
    create_store(created, with_records=True)
    migrated.touch()
    _migrate(migrated)
    with writing_once(str(migrated)) as conn:
        install_packaged(conn)
        set_up_records(conn, None)
    assert _everything(created) == _everything(str(migrated))


def _everything(path: str) -> dict[str, object]:
    """Return the objects, settings and rows of a store, without its name and the number of its changes."""
    with closing(sqlite3.connect(path)) as conn:
        created = conn.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        tables = [name for kind, name, *_ in created if kind == "table" and name != "history"]
        pragmas = ("user_version", "application_id", "encoding", "auto_vacuum", "page_size")
        return {
            "objects": sorted(created, key=lambda one: one[:2]),
            "settings": [conn.execute(f"PRAGMA {name}").fetchone() for name in pragmas],
            "rows": {name: sorted(map(repr, conn.execute(f'SELECT * FROM "{name}"'))) for name in tables},
            "sum": conn.execute("SELECT total FROM history").fetchall(),
        }


def test_an_empty_file_is_migrated_to_the_head(tmp_path: Path) -> None:
    """Migrating an empty file creates every table."""
    from sqlalchemy import create_engine, inspect

    from deskctl.models.tables import METADATA

    path = tmp_path / "desk.db"
    path.touch()
    _migrate(path)
    ensure_current(str(path))
    tables = set(inspect(create_engine(f"sqlite:///{path}")).get_table_names())
    assert set(METADATA.tables) <= tables


def test_actions_and_clocks_have_no_row_ids(tmp_path: Path) -> None:
    """The actions and clocks are stored by ticket and number, without row ids."""
    create_store(str(tmp_path / "desk.db"))
    schema = _schema(tmp_path / "desk.db")
    assert schema["action"].endswith("WITHOUTROWID")
    assert schema["clock"].endswith("WITHOUTROWID")


def test_an_unfinished_import_keeps_a_store_at_its_schema(tmp_path: Path) -> None:
    """A store with an unfinished import is not migrated; the older program that began the import must finish it."""
    path = str(tmp_path / "desk.db")
    create_store(path)
    with writing_once(path) as conn:
        insert_mark(conn, ResumeMark("staging", 1))
        conn.execute("UPDATE alembic_version SET version_num = ?", (REVISIONS[-2],))
    with pytest.raises(StoreError, match="import into it is not finished") as caught:
        _migrate(Path(path))
    assert "Nothing was changed. Finish the import with the deskctl that began it" in caught.value.text()
    with closing(connect_reader(path)) as conn:
        assert stored_revision(conn, path) == REVISIONS[-2]

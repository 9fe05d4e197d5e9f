"""The migrations lead exactly to the schema that the models describe."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from deskctl.models.tables import METADATA
from deskctl.store.facts.policies import install_packaged
from deskctl.store.facts.shipped_records import set_up_records
from deskctl.store.migrations.migrate import migrate_file, scripts
from deskctl.store.migrations.revision import HEAD, REVISIONS, stored_revision
from deskctl.store.sqlite.bulk_import.resume_mark import ResumeMark, insert_mark
from deskctl.store.sqlite.create import create_store, ensure_current
from deskctl.store.sqlite.index_terms import TABLES
from deskctl.store.sqlite.reader import connect_reader
from deskctl.store.sqlite.writing.writer import writing_once
from deskctl.store.store_errors import StoreError


def _schema(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as conn:
        found = conn.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: re.sub(r"\s", "", sql) for name, sql in found if name not in {"alembic_version", *TABLES}}


def test_the_packaged_revision_is_the_head() -> None:
    """The constant that spares loading Alembic is Alembic's own head, and the list is its whole history."""
    directory = ScriptDirectory.from_config(scripts())
    assert directory.get_heads() == [HEAD]
    assert tuple(script.revision for script in reversed(list(directory.walk_revisions()))) == REVISIONS


def test_the_migrated_schema_is_that_of_the_models(tmp_path: Path) -> None:
    """A migrated store and the models' metadata differ in nothing, indexes and references included."""
    create_store(str(tmp_path / "desk.db"))
    METADATA.create_all(create_engine(f"sqlite:///{tmp_path}/models.db"))
    assert _schema(tmp_path / "desk.db") == _schema(tmp_path / "models.db")


def test_a_new_store_is_what_all_migrations_make(tmp_path: Path) -> None:
    """One made from the written schema has the same objects, to the letter, the same settings and the same rows."""
    made, migrated = str(tmp_path / "made.db"), tmp_path / "migrated.db"
    create_store(made, with_records=True)
    migrated.touch()
    migrate_file(str(migrated))
    with writing_once(str(migrated)) as conn:
        install_packaged(conn)
        set_up_records(conn, None)
    assert _everything(made) == _everything(str(migrated))


def _everything(path: str) -> dict[str, object]:
    """Return what a store says of itself, but for its name and the count of its changes."""
    with closing(sqlite3.connect(path)) as conn:
        made = conn.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        tables = [name for kind, name, *_ in made if kind == "table" and name != "history"]
        pragmas = ("user_version", "application_id", "encoding", "auto_vacuum", "page_size")
        return {
            "objects": sorted(made, key=lambda one: one[:2]),
            "settings": [conn.execute(f"PRAGMA {name}").fetchone() for name in pragmas],
            "rows": {name: sorted(map(repr, conn.execute(f'SELECT * FROM "{name}"'))) for name in tables},
            "sum": conn.execute("SELECT total FROM history").fetchall(),
        }


def test_an_empty_file_is_brought_to_the_head_as_a_whole(tmp_path: Path) -> None:
    """Migrating from nothing gives every table."""
    path = tmp_path / "desk.db"
    path.touch()
    migrate_file(str(path))
    ensure_current(str(path))
    tables = set(inspect(create_engine(f"sqlite:///{path}")).get_table_names())
    assert set(METADATA.tables) <= tables


def test_actions_and_clocks_have_no_row_ids(tmp_path: Path) -> None:
    """The tables that grow are keyed by ticket and number alone."""
    create_store(str(tmp_path / "desk.db"))
    schema = _schema(tmp_path / "desk.db")
    assert schema["action"].endswith("WITHOUTROWID")
    assert schema["clock"].endswith("WITHOUTROWID")


def test_an_unfinished_import_keeps_a_store_at_its_schema(tmp_path: Path) -> None:
    """What is still to come was read by the older program: it is to be finished there first, and nothing changes."""
    path = str(tmp_path / "desk.db")
    create_store(path)
    with writing_once(path) as conn:
        insert_mark(conn, ResumeMark("staging", 1))
        conn.execute("UPDATE alembic_version SET version_num = ?", (REVISIONS[-2],))
    with pytest.raises(StoreError, match="import into it is not finished") as caught:
        migrate_file(path)
    assert "Nothing was changed. Finish the import with the deskctl that began it" in caught.value.text()
    with closing(connect_reader(path)) as conn:
        assert stored_revision(conn, path) == REVISIONS[-2]

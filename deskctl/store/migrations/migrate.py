"""Migrate the schema of a file with Alembic, which is loaded only here."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from deskctl.errors import StoreUnusable
from deskctl.language.i18n import N_
from deskctl.store.facts.rebuild import rebuild_derived
from deskctl.store.log import note
from deskctl.store.migrations.engine import engine_at, plain, seal_again, writing
from deskctl.store.sqlite.bulk_import.resume_mark import begun_by_another, mark_in
from deskctl.store.sqlite.copy_store import copy_store

SCRIPTS = Path(__file__).parent


def scripts(folder: Path = SCRIPTS) -> Config:
    """Return the configuration of Alembic with the packaged scripts, or those of another folder."""
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("recursive_version_locations", "true")
    return config


def migrate(connection: Connection, folder: Path = SCRIPTS) -> None:
    """Migrate the schema to the newest revision, within the transaction of the caller."""
    config = scripts(folder)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def migrate_file(path: str, folder: Path = SCRIPTS) -> bool:
    """Migrate a store to the newest revision, completely or not at all; False if another program was quicker.

    A copy of the old store is kept beside it, named after its revision. Foreign keys are off during the migration,
    since rebuilding a table would cascade to its children, and are checked before the commit. The derived rows are
    derived again: the rules of a newer program may differ.
    """
    with writing(engine_at(path, foreign_keys=False)) as connection:
        before = _revision(connection)
        if before == ScriptDirectory.from_config(scripts(folder)).get_current_head():
            return False
        if before is not None:
            if mark_in(plain(connection)) is not None:
                raise begun_by_another(path)
            copy_store(path, Path(f"{path}.{before}"))
        migrate(connection, folder)
        if before is not None and folder == SCRIPTS:
            rebuild_derived(plain(connection))
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise StoreUnusable(N_("The store {path} is damaged: {reason}."), path=path, reason="references")
        seal_again(connection)
    note("migrated", before=before or "none")
    return True


def _revision(connection: Connection) -> str | None:
    conn = plain(connection)
    if conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone() is None:
        return None
    row = conn.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])

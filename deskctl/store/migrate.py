"""Bring a schema up to date with Alembic, which is loaded only here."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from deskctl.errors import StoreUnusable
from deskctl.i18n import N_
from deskctl.store.engine import engine_at, writing

_SCRIPTS = Path(__file__).parent / "migrations"


def scripts() -> Config:
    """Configure Alembic with the packaged scripts."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config


def migrate(connection: Connection) -> None:
    """Bring the schema to the packaged revision, within the caller's transaction."""
    config = scripts()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def migrate_file(path: str) -> None:
    """Bring a store to the packaged revision, wholly or not at all.

    Foreign keys are off meanwhile: rebuilding a table would cascade into its children otherwise. They are
    checked before the change is kept.
    """
    engine = engine_at(path, foreign_keys=False)
    with writing(engine) as connection:
        migrate(connection)
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise StoreUnusable(N_("The store {path} is damaged: {reason}."), path=path, reason="references")

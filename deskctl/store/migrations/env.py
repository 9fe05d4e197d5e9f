"""Run by Alembic: runs the migrations on the connection, and in the transaction, of the caller."""

from alembic import context

from deskctl.models.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
context.run_migrations()

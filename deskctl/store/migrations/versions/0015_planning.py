"""Add tables for planning: planned visits, absences, shift hand-overs, promised calls, text templates."""

from alembic import op

revision = "0015"
down_revision = "0014"

_STATEMENTS = (
    """CREATE TABLE IF NOT EXISTS visit (id VARCHAR NOT NULL, "of" VARCHAR NOT NULL, ticket INTEGER, customer VARCHAR,
  site VARCHAR, start INTEGER NOT NULL, "end" INTEGER, engineers VARCHAR NOT NULL, travel_minutes INTEGER,
  purpose VARCHAR, state VARCHAR NOT NULL, confirmed_by VARCHAR, PRIMARY KEY (id),
  FOREIGN KEY(ticket) REFERENCES ticket (number), FOREIGN KEY(customer) REFERENCES customer (id),
  FOREIGN KEY(site) REFERENCES site (id), FOREIGN KEY(confirmed_by) REFERENCES contact (id))""",
    'CREATE INDEX IF NOT EXISTS ix_visit_of ON visit ("of")',
    "CREATE INDEX IF NOT EXISTS ix_visit_start ON visit (start)",
    """CREATE TABLE IF NOT EXISTS absence (id VARCHAR NOT NULL, staff VARCHAR NOT NULL, start INTEGER NOT NULL,
  "end" INTEGER NOT NULL, reason VARCHAR, retired_at INTEGER, PRIMARY KEY (id),
  FOREIGN KEY(staff) REFERENCES staff (id))""",
    "CREATE INDEX IF NOT EXISTS ix_absence_staff ON absence (staff)",
    """CREATE TABLE IF NOT EXISTS shift (id VARCHAR NOT NULL, staff VARCHAR NOT NULL, at INTEGER NOT NULL,
  text VARCHAR NOT NULL, tickets VARCHAR NOT NULL, confirmed_at INTEGER, confirmed_by VARCHAR, PRIMARY KEY (id),
  FOREIGN KEY(staff) REFERENCES staff (id), FOREIGN KEY(confirmed_by) REFERENCES staff (id))""",
    """CREATE TABLE IF NOT EXISTS callback (id VARCHAR NOT NULL, staff VARCHAR NOT NULL, due_at INTEGER NOT NULL,
  text VARCHAR NOT NULL, ticket INTEGER, contact VARCHAR, phone VARCHAR, done_at INTEGER, PRIMARY KEY (id),
  FOREIGN KEY(staff) REFERENCES staff (id), FOREIGN KEY(ticket) REFERENCES ticket (number),
  FOREIGN KEY(contact) REFERENCES contact (id))""",
    """CREATE TABLE IF NOT EXISTS canned_text (id VARCHAR NOT NULL, name VARCHAR NOT NULL, words VARCHAR NOT NULL,
  owner VARCHAR, retired_at INTEGER, PRIMARY KEY (id), FOREIGN KEY(owner) REFERENCES staff (id))""",
)


def upgrade() -> None:
    """Add the tables."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)

"""Add tables for services: inspection plans, checklists, recommendations, summaries of evaluations."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.migrations.table_change import TableChange, change_table

revision = "0014"
down_revision = "0013"

_COLUMNS = {
    "improvement": ("due VARCHAR", "source VARCHAR"),
    "certificate": ("no VARCHAR", "issued VARCHAR"),
    "advisory": ("urgent BOOLEAN", "systems VARCHAR", "url VARCHAR"),
}
_TABLES = (
    """recommendation (id VARCHAR NOT NULL, customer VARCHAR NOT NULL, asset VARCHAR, area VARCHAR,
  kind VARCHAR NOT NULL, text VARCHAR NOT NULL, cost FLOAT, due VARCHAR, state VARCHAR NOT NULL,
  proposed_at INTEGER NOT NULL, inspection VARCHAR, agreed_by VARCHAR, PRIMARY KEY (id),
  FOREIGN KEY(customer) REFERENCES customer (id), FOREIGN KEY(asset) REFERENCES asset (id),
  FOREIGN KEY(inspection) REFERENCES inspection (id), FOREIGN KEY(agreed_by) REFERENCES contact (id))""",
    """inspection_plan (id VARCHAR NOT NULL, site VARCHAR NOT NULL, interval VARCHAR NOT NULL, reason VARCHAR,
  begins VARCHAR, ends VARCHAR, covers VARCHAR NOT NULL, checklists VARCHAR NOT NULL, engineer VARCHAR,
  day VARCHAR, agreed_by VARCHAR, retired_at INTEGER, PRIMARY KEY (id), FOREIGN KEY(site) REFERENCES site (id),
  FOREIGN KEY(engineer) REFERENCES staff (id), FOREIGN KEY(agreed_by) REFERENCES contact (id))""",
    """checklist (id VARCHAR NOT NULL, version INTEGER NOT NULL, source VARCHAR NOT NULL, retired_at INTEGER,
  PRIMARY KEY (id))""",
    """evaluation_summary (id VARCHAR NOT NULL, period VARCHAR NOT NULL, customer VARCHAR, asked INTEGER NOT NULL,
  answered INTEGER NOT NULL, average FLOAT, worst INTEGER, text VARCHAR, improvements VARCHAR NOT NULL,
  made_at INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY(customer) REFERENCES customer (id))""",
)
_INDEXES = (
    "ix_recommendation_customer ON recommendation (customer)",
    "ix_inspection_plan_site ON inspection_plan (site)",
)


def upgrade() -> None:
    """Add the tables and the columns; everything new is empty."""
    conn = plain(op.get_bind())
    for table, columns in _COLUMNS.items():
        change_table(conn, table, TableChange(columns=columns))
    for definition in _TABLES:
        conn.execute(f"CREATE TABLE IF NOT EXISTS {definition}")
    for definition in _INDEXES:
        conn.execute(f"CREATE INDEX IF NOT EXISTS {definition}")

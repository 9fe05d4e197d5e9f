"""Add mails with their content, attachments, the outbox, and how to reach the staff."""

from alembic import op

revision = "0005"
down_revision = "0004"

_MAIL = """account VARCHAR, sha256 VARCHAR, identity VARCHAR, size INTEGER, from_address VARCHAR, from_name VARCHAR,
 addresses VARCHAR, customer VARCHAR, date_header VARCHAR, kind VARCHAR, reason VARCHAR, joins INTEGER,
 suggests VARCHAR, auto_answer BOOLEAN, answers VARCHAR, duplicate_of VARCHAR, text VARCHAR, text_new VARCHAR,
 state VARCHAR, handled_at INTEGER, handled_by VARCHAR"""
_STAFF = "email VARCHAR, channels VARCHAR, quiet VARCHAR, lang VARCHAR"
_TABLES = (
    "CREATE INDEX IF NOT EXISTS ix_mail_sha256 ON mail (sha256)",
    "CREATE INDEX IF NOT EXISTS ix_staff_email ON staff (email)",
    """CREATE TABLE IF NOT EXISTS mail_seen (account VARCHAR NOT NULL, folder VARCHAR NOT NULL,
  uidvalidity INTEGER NOT NULL, uid INTEGER NOT NULL,
  mail VARCHAR, at INTEGER NOT NULL, PRIMARY KEY (account, folder, uidvalidity, uid))
  WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS blob (id VARCHAR NOT NULL, data BLOB NOT NULL, PRIMARY KEY (id))",
    """CREATE TABLE IF NOT EXISTS attachment (id VARCHAR NOT NULL, "of" VARCHAR NOT NULL, name VARCHAR NOT NULL,
  type VARCHAR NOT NULL, size INTEGER NOT NULL, sha256 VARCHAR NOT NULL, inline BOOLEAN NOT NULL,
  added_at INTEGER NOT NULL, added_by VARCHAR NOT NULL, PRIMARY KEY (id))""",
    'CREATE INDEX IF NOT EXISTS ix_attachment_of ON attachment ("of")',
    """CREATE TABLE IF NOT EXISTS outbox (id VARCHAR NOT NULL, created_at INTEGER NOT NULL,
  kind VARCHAR NOT NULL, channel VARCHAR NOT NULL, recipient VARCHAR NOT NULL,
  state VARCHAR NOT NULL, message_id VARCHAR, ticket INTEGER,
  mail VARCHAR, staff VARCHAR, contact VARCHAR, lang VARCHAR, rule VARCHAR, step INTEGER, caused_by VARCHAR,
  asked_by VARCHAR, dedupe VARCHAR, facts VARCHAR, subject VARCHAR, body VARCHAR, urgent BOOLEAN, not_before INTEGER,
  next_try INTEGER, expires_at INTEGER, tries INTEGER, uncertain BOOLEAN, lease VARCHAR, receipt VARCHAR,
  sent_at INTEGER, bounced_at INTEGER, bounce_status VARCHAR, acknowledged_at INTEGER, acknowledged_by VARCHAR,
  acknowledged_how VARCHAR, closed_reason VARCHAR, PRIMARY KEY (id),
  FOREIGN KEY(ticket) REFERENCES ticket (number), UNIQUE (dedupe))""",
    "CREATE INDEX IF NOT EXISTS outbox_waiting ON outbox (state, next_try)",
    "CREATE INDEX IF NOT EXISTS ix_outbox_message_id ON outbox (message_id)",
    """CREATE TABLE IF NOT EXISTS outbox_try (outbox VARCHAR NOT NULL, no INTEGER NOT NULL, at INTEGER NOT NULL,
  outcome VARCHAR NOT NULL, code VARCHAR NOT NULL, words VARCHAR NOT NULL, PRIMARY KEY (outbox, no)) WITHOUT ROWID""",
)


def upgrade() -> None:
    """Add the columns and tables; existing values stay as they are."""
    run = op.get_bind().exec_driver_sql
    for table, columns in (("mail", _MAIL), ("staff", _STAFF)):
        existing = {row[1] for row in run(f"PRAGMA table_info({table})")}
        for column in map(str.strip, columns.split(",")):
            if column.split(" ")[0] not in existing:
                run(f"ALTER TABLE {table} ADD COLUMN {column}")
    for statement in _TABLES:
        run(statement)

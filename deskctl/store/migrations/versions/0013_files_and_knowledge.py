"""Add columns for attached files, courses of a customer, contacts of accounts, the access log, reviewed answers."""

from alembic import op

from deskctl.store.migrations.engine import plain
from deskctl.store.migrations.table_change import TableChange, change_table

revision = "0013"
down_revision = "0012"

_RETIRED = "retired_at INTEGER"


def upgrade() -> None:
    """Add the columns; existing values stay as they are."""
    conn = plain(op.get_bind())
    kept = ("kind VARCHAR", "public BOOLEAN", "step VARCHAR", "version INTEGER")
    change_table(conn, "attachment", TableChange(columns=(*kept, "hidden_at INTEGER", "purged_at INTEGER")))
    change_table(conn, "course", _change("audience VARCHAR", "customer VARCHAR", _RETIRED, names=("customer",)))
    change_table(conn, "course_account", _change("contact VARCHAR", "scopes VARCHAR", names=("contact",)))
    used = ("kind VARCHAR", "version INTEGER", "file VARCHAR", "via VARCHAR", "staff VARCHAR")
    change_table(conn, "course_access", _change(*used, names=("staff",), optional=("account", "course")))
    answer = ("topic VARCHAR", "audience VARCHAR", "state VARCHAR", "review_by VARCHAR")
    change_table(conn, "faq", TableChange(columns=(*answer, _RETIRED)))
    change_table(conn, "faq_document", TableChange(columns=("lang VARCHAR",)))


def _change(*columns: str, names: tuple[str, ...], optional: tuple[str, ...] = ()) -> TableChange:
    """Return the change that adds columns; those in `names` refer to the table of the same name."""
    constraints = tuple(f"FOREIGN KEY({name}) REFERENCES {name} (id)" for name in names)
    return TableChange(columns=columns, constraints=constraints, optional=optional)

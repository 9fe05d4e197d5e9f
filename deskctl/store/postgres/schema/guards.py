"""The guards on a server: facts can only be added, and must be signed by the login that adds them.

They do not apply to the owner of the tables, who migrates, moves and imports desks with facts of other people.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from deskctl.store.postgres.connection import ServerConnection
from deskctl.store.postgres.reader import open_reader
from deskctl.store.postgres.server_errors import lacks_right, translated_errors

_OF_DESK = ("acknowledged", "contact", "corrected", "engineer_notified", "feedback_sent", "mail_received")
"""The events that the desk itself records on a ticket, from any session."""

_FACTS = ("action", "master_action")
_OWNERS = ("alembic_version", "server_desk")

GUARDS = r"""
CREATE TABLE IF NOT EXISTS server_desk
 (one BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (one), for_tests BOOLEAN NOT NULL);
CREATE OR REPLACE FUNCTION desk_person() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {schema},
 pg_temp AS $$
 SELECT coalesce((SELECT id FROM staff WHERE "user" = session_user AND retired_at IS NULL ORDER BY id LIMIT 1),
 CASE WHEN NOT EXISTS (SELECT 1 FROM staff WHERE retired_at IS NULL AND coalesce(roles, role) ~ '{leading}')
 THEN session_user::text END) $$;
CREATE OR REPLACE FUNCTION desk_owns() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
 SET search_path = {schema}, pg_temp AS $$ BEGIN
 RETURN (SELECT pg_has_role(session_user, relowner, 'USAGE') FROM pg_class WHERE oid = 'action'::regclass); END $$;
CREATE OR REPLACE FUNCTION desk_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema},
 pg_temp AS $$
DECLARE
 last bigint;
 this bigint := floor(extract(epoch FROM clock_timestamp()));
 me text;
 recorder text;
BEGIN
 IF TG_TABLE_NAME = 'action' THEN
  SELECT max(seq) INTO last FROM action WHERE ticket = NEW.ticket;
 ELSE
  SELECT max(seq) INTO last FROM master_action WHERE noun = NEW.noun AND id = NEW.id;
 END IF;
 IF NEW.seq > coalesce(last, 0) + 1 OR NEW.seq < 1 THEN
  RAISE EXCEPTION 'a gap in the history' USING ERRCODE = 'DK002';
 END IF;
 IF desk_owns() OR (SELECT for_tests FROM server_desk) THEN
  RETURN NEW;
 END IF;
 IF NEW.recorded_at > this + 1 OR NEW.at > this + 1 OR NEW.recorded_at < this - {late} THEN
  RAISE EXCEPTION 'not the time of the server' USING ERRCODE = 'DK003';
 END IF;
 me := desk_person();
 recorder := coalesce(NEW.data::jsonb ->> 'recorded_by', NEW.actor);
 IF recorder = 'DESK' AND (TG_TABLE_NAME <> 'action' OR NEW.event = ANY ('{{{of_desk}}}')) THEN
  RETURN NEW;
 END IF;
 IF me IS NULL OR recorder <> me OR (NEW.actor <> me AND EXISTS (SELECT 1 FROM staff WHERE id = NEW.actor)) THEN
  RAISE EXCEPTION 'signed by somebody else' USING ERRCODE = 'DK001';
 END IF;
 RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER desk_guard BEFORE INSERT ON action FOR EACH ROW EXECUTE FUNCTION desk_guard();
CREATE OR REPLACE TRIGGER desk_guard BEFORE INSERT ON master_action FOR EACH ROW EXECUTE FUNCTION desk_guard();
"""
_LATE = 300
"""How many seconds may pass between the recorded time of an action and its arrival at the server."""

_ERASURE = r"""
CREATE OR REPLACE FUNCTION desk_erase(wanted_noun text, wanted_id text, wanted_seq bigint, left_data text,
 left_note text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
DECLARE
 found master_action%ROWTYPE;
BEGIN
 SELECT * INTO STRICT found FROM master_action
  WHERE noun = wanted_noun AND id = wanted_id AND seq = wanted_seq FOR UPDATE;
 IF wanted_noun <> 'contact' OR (desk_person() IS NULL AND NOT desk_owns() AND NOT (SELECT for_tests FROM server_desk))
  OR (left_note IS DISTINCT FROM found.note AND left_note NOT LIKE '%[erased]%')
  OR EXISTS (SELECT 1 FROM jsonb_each_text(found.data::jsonb) AS old FULL JOIN jsonb_each_text(left_data::jsonb) AS new
   USING (key) WHERE old.value IS DISTINCT FROM new.value AND new.value NOT LIKE '%[erased]%'
   OR (old.key IS NULL) <> (new.key IS NULL)) THEN
  RAISE EXCEPTION 'no erasure' USING ERRCODE = '42501';
 END IF;
 UPDATE master_action SET data = left_data, note = left_note
  WHERE noun = wanted_noun AND id = wanted_id AND seq = wanted_seq;
END $$;
"""


def set_rights(conn: ServerConnection) -> None:
    """Create the guards, and grant every login the rights that the work needs; within a transaction of the owner."""
    (schema,) = conn.execute("SELECT quote_ident(current_schema())").fetchone()
    values = {
        "schema": schema,
        "leading": "service_manager|lead_engineer",
        "late": _LATE,
        "of_desk": ",".join(_OF_DESK),
    }
    conn.execute(GUARDS.format(**values))
    conn.execute(_ERASURE.format(**values))
    for statement in _grants(schema):
        conn.execute(statement)


def _grants(schema: str) -> list[str]:
    whole = f"ALL TABLES IN SCHEMA {schema}"
    return [
        f"GRANT USAGE ON SCHEMA {schema} TO PUBLIC",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {whole} TO PUBLIC",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO PUBLIC",
        *(f"REVOKE UPDATE, DELETE ON {table} FROM PUBLIC" for table in _FACTS),
        *(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM PUBLIC" for table in _OWNERS),
    ]


def lacks_rights(conn: ServerConnection) -> bool:
    """Return whether a store is so old that it has no guards."""
    return not conn.execute("SELECT to_regclass('server_desk') IS NOT NULL").fetchone()[0]


def revoke_connect(conn: ServerConnection) -> None:
    """Allow only logins admitted by name to connect; without effect unless the caller owns the database."""
    (name,) = conn.execute("SELECT quote_ident(current_database())").fetchone()
    conn.execute(f"REVOKE CONNECT, TEMPORARY ON DATABASE {name} FROM PUBLIC")


def require_owner(address: str) -> None:
    """Raise the error that `unguarded` would cause, unless the login owns the tables."""
    with translated_errors(address), closing(open_reader(address)) as conn:
        if not conn.execute("SELECT desk_owns()").fetchone()[0]:
            raise lacks_right(address)


@contextmanager
def unguarded(conn: ServerConnection) -> Iterator[None]:
    """Turn the guards off for facts of other people in bulk; within a transaction of the owner."""
    for table in _FACTS:
        conn.execute(f"ALTER TABLE {table} DISABLE TRIGGER desk_guard")
    yield
    conn.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in _FACTS:
        conn.execute(f"ALTER TABLE {table} ENABLE TRIGGER desk_guard")

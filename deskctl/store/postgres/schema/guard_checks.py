"""Whether the rights on a server are those that deskctl gave: guards stand, and only who was admitted connects."""

from collections.abc import Iterator

from deskctl.language.i18n import N_
from deskctl.store.finding import Finding
from deskctl.store.port import Reader

_GIVE_AGAIN = N_("Have the owner of the tables correct it: deskctl store migrate.")
_OPEN = """
SELECT has_database_privilege('public', current_database(), 'CONNECT'),
 has_table_privilege('public', 'action', 'UPDATE') OR has_table_privilege('public', 'master_action', 'UPDATE')
 OR has_table_privilege('public', 'action', 'DELETE') OR has_table_privilege('public', 'master_action', 'DELETE'),
 (SELECT count(*) FROM pg_trigger WHERE tgname = 'desk_guard' AND tgenabled = 'O')
"""
_NO_LOGIN = """
SELECT id, "user" FROM staff WHERE retired_at IS NULL AND "user" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pg_roles
 WHERE rolname = staff."user" AND rolcanlogin AND has_database_privilege(oid, current_database(), 'CONNECT'))
ORDER BY id
"""
_GUARDED = 2


def wrong_rights(conn: Reader) -> Iterator[Finding]:
    """Find what admits more than it should, and people who are not admitted."""
    all_connect, facts_open, guards = conn.execute(_OPEN).fetchone()
    if facts_open or guards != _GUARDED:
        says = N_("Recorded actions are open to changes: a right or a guard is not as deskctl set it.")
        yield Finding("rights", "action", says, _GIVE_AGAIN)
    if all_connect:
        says = N_("Every login of the server may connect to this database.")
        todo = N_("Have its owner do it: REVOKE CONNECT ON DATABASE ... FROM PUBLIC; then GRANT it to each login.")
        yield Finding("rights", "database", says, todo, grave=False)
    for person, login in conn.execute(_NO_LOGIN):
        says = N_("The login {login} of {person} cannot connect to this database.")
        todo = N_("Have it made: createuser --pwprompt, then GRANT CONNECT ON DATABASE ... TO the login.")
        yield Finding("login", person, says, todo, grave=False, values={"login": login, "person": person})

"""The checks of the rights on a server: the guards are in place, and only admitted logins can connect."""

from collections.abc import Iterator

from deskctl.language.i18n import N_
from deskctl.store.finding import Finding
from deskctl.store.port import Reader

_RESET_RIGHTS = N_("Have the owner of the tables correct it: deskctl store migrate.")
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
    """Yield a finding for each right that allows too much, and for each person who cannot connect."""
    all_connect, facts_open, guards = conn.execute(_OPEN).fetchone()
    if facts_open or guards != _GUARDED:
        template = N_("Recorded actions are open to changes: a right or a guard is not as deskctl set it.")
        yield Finding("rights", "action", template, _RESET_RIGHTS)
    if all_connect:
        template = N_("Every login of the server may connect to this database.")
        todo = N_("Have its owner do it: REVOKE CONNECT ON DATABASE ... FROM PUBLIC; then GRANT it to each login.")
        yield Finding("rights", "database", template, todo, grave=False)
    for person, login in conn.execute(_NO_LOGIN):
        template = N_("The login {login} of {person} cannot connect to this database.")
        todo = N_("Have it created: createuser --pwprompt, then GRANT CONNECT ON DATABASE ... TO the login.")
        yield Finding("login", person, template, todo, grave=False, values={"login": login, "person": person})

"""The notification channel on which a writer wakes up those who watch a store on a server."""

_CHANNEL = "deskctl"

LISTEN = f"LISTEN {_CHANNEL}"
"""The statement that subscribes a connection to the notifications."""

NOTIFY = f"NOTIFY {_CHANNEL}"
"""The statement that a writer runs after its commit."""

REPLAYED = "SELECT CASE WHEN pg_is_in_recovery() THEN coalesce(pg_last_wal_replay_lsn() - '0/0', 0) END"
"""The position of a standby, on which nobody can subscribe, in the changes of its primary; NULL on a primary."""

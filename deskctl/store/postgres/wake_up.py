"""The notification channel on which a writer wakes up those who watch a store on a server."""

_CHANNEL = "deskctl"

LISTEN = f"LISTEN {_CHANNEL}"
"""The statement that subscribes a connection to the notifications."""

NOTIFY = f"NOTIFY {_CHANNEL}"
"""The statement that a writer runs after its commit."""

"""The address of a store: the path of a file, or the URL of a PostgreSQL database."""

import re

_SERVER = ("postgres://", "postgresql://")
_SECRETS = r"(?<=://)[^/@?]*@|(?<=[?&])(?:password|sslpassword|passfile|user)=[^&]*&?"


def is_server(address: str) -> bool:
    """Return whether an address names a database of a PostgreSQL server."""
    return address.startswith(_SERVER)


def redacted(address: str) -> str:
    """Return an address without user and password, fit to be printed; a path is returned unchanged."""
    return re.sub(_SECRETS, "", address).rstrip("?&") if is_server(address) else address

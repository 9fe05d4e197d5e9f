"""What an address of a store names: a file, or a database of a PostgreSQL server."""

import re

_SERVER = ("postgres://", "postgresql://")
_SECRETS = r"(?<=://)[^/@?]*@|(?<=[?&])(?:password|sslpassword|passfile|user)=[^&]*&?"


def is_server(address: str) -> bool:
    """Return whether an address names a database of a PostgreSQL server."""
    return address.startswith(_SERVER)


def redacted(address: str) -> str:
    """Return an address without the user and the password, as it may be printed; that of a file as it is."""
    return re.sub(_SECRETS, "", address).rstrip("?&") if is_server(address) else address

"""What an address of a store names: a file, or a database of a PostgreSQL server."""

import re

_SERVER = re.compile(r"postgres(?:ql)?://", re.ASCII)
_SECRETS = re.compile(r"(?<=://)[^/@?]*@|(?<=[?&])(?:password|sslpassword|passfile|user)=[^&]*&?", re.ASCII)


def is_server(address: str) -> bool:
    """Return whether an address names a database of a PostgreSQL server."""
    return _SERVER.match(address) is not None


def redacted(address: str) -> str:
    """Return an address without the user and the password, as it may be printed; that of a file as it is."""
    return _SECRETS.sub("", address).rstrip("?&") if is_server(address) else address

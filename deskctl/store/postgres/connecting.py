"""Connect to a server, or to the one of several that accepts changes, and notice within seconds when it is gone."""

from typing import Any

from deskctl.store.postgres.driver import psycopg2

_GONE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2, "tcp_user_timeout": 20_000}
"""After how many seconds, and milliseconds, a machine that no longer answers counts as lost; otherwise after hours."""
_PATIENCE, _PATIENCE_OF_SEVERAL = 10, 3
"""How many seconds a connection may take; if others follow, one without power should not delay them long."""
_PER_SERVER = ("host", "hostaddr", "port")
_PRIMARY = ("read-write", "primary")

_answering: dict[str, dict[str, str]] = {}
"""Which of the servers of an address answered last: the others are tried after it."""


def connected(address: str, options: str) -> Any:
    """Return a connection with settings; what the address itself states takes precedence."""
    given = psycopg2.extensions.parse_dsn(address)
    servers = _servers(given)
    patience = _PATIENCE_OF_SEVERAL if len(servers) > 1 else _PATIENCE
    settings = {"application_name": "deskctl", "connect_timeout": patience, **_GONE, **given, "options": options}
    follows = given.get("target_session_attrs") in _PRIMARY
    last = _answering.get(address)
    tried = sorted(servers, key=lambda one: one != last) if follows else servers
    settings |= {name: ",".join(one[name] for one in tried) for name in servers[0]}
    conn = psycopg2.connect(**settings)
    _answering[address] = next((one for one in servers if _is_at(conn, one)), servers[0])
    return conn


def _servers(given: dict[str, str]) -> list[dict[str, str]]:
    """Return the host, address and port of each server that an address names; a single port is that of all."""
    lists = {name: given[name].split(",") for name in _PER_SERVER if name in given}
    count = max(map(len, lists.values()), default=1)
    return [{name: one[place] if len(one) > 1 else one[0] for name, one in lists.items()} for place in range(count)]


def _is_at(conn: Any, server: dict[str, str]) -> bool:
    """Return whether a connection is one to a server."""
    names, ports = (server.get("host"), server.get("hostaddr")), (None, "", str(conn.info.port))
    return conn.info.host in names and server.get("port") in ports

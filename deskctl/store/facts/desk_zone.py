"""The time zone of the desk, in which times are shown and read, whatever zones the installed policies use."""

from deskctl.names import DEFAULT_POLICY
from deskctl.store.port import Reader

DEFAULT_ZONE = "Asia/Shanghai"
OF_DESK = "SELECT tz FROM meta ORDER BY rowid LIMIT 1"
_CHINESE_ZONES = frozenset(
    {"Asia/Chongqing", "Asia/Harbin", "Asia/Kashgar", "Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macao",
     "Asia/Macau", "Asia/Taipei", "Hongkong", "PRC", "ROC"}
)  # fmt: skip
_OF_POLICY = "SELECT json_extract(source, '$.zone') FROM policy_version WHERE id = ? ORDER BY installed_at DESC LIMIT 1"


def desk_zone(conn: Reader) -> str:
    """Return the name of the time zone of the desk: as set, else that of the default policy."""
    row = conn.execute(OF_DESK).fetchone()
    return str(row[0]) if row else policy_zone(conn)


def usual_language(conn: Reader) -> str:
    """Return the language of customers of whom no other is known: Chinese in a zone of China, else English."""
    return "zh" if desk_zone(conn) in _CHINESE_ZONES else "en"


def policy_zone(conn: Reader) -> str:
    """Return the name of the time zone of the default policy."""
    row = conn.execute(_OF_POLICY, (DEFAULT_POLICY,)).fetchone()
    return str(row[0]) if row and row[0] else DEFAULT_ZONE

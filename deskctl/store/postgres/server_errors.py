"""Translate errors of a server for people: what failed, whether the change was saved, what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from deskctl.config.store_address import redacted
from deskctl.errors import StoreUnusable
from deskctl.language.i18n import N_
from deskctl.store.postgres.driver import psycopg2
from deskctl.store.store_errors import NOT_SAVED, NOTHING_CHANGED, OutcomeUnknown, ServerLost, StoreError

_UNCERTAIN = N_("It is not known whether the change was saved.")
_UNREACHABLE = (
    N_("The server of the store {path} cannot be reached, or the connection broke."),
    N_("Wait until it is back and do it again."),
)
_CHECK_FIRST = N_(
    "Wait until it is back, and check whether the change is there before you do it again; with the --key of the first"
    " try it is recorded only once."
)
_UNKNOWN_NAME = (
    N_("The host name of the server of the store {path} cannot be resolved."),
    N_("Check the name in the address, and the network."),
)
_BAD_ADDRESS = (
    N_("The address of the store {path} cannot be used."),
    N_("Check the parts of the address, such as sslmode and port, and the service file if it names a service."),
)
_CROWDED = (
    N_("The server of the store {path} has no connection left."),
    N_("End a program that uses it and try again; max_connections of the server sets how many there may be."),
)
_REFUSED = (
    N_("The server of the store {path} rejects this login."),
    N_("Check the user and the password: the address, a service file or ~/.pgpass."),
)
_NOT_ADMITTED = (
    N_("The server of the store {path} rejects this login."),
    N_("Have its pg_hba.conf allow this user, database and network, and use the sslmode that it demands."),
)
_READ_ONLY = (
    N_("The server of the store {path} accepts no changes: it is a standby, or set to read only."),
    N_("Name the primary server with --store."),
)
_NO_RIGHT = (
    N_("This login lacks a right on the store {path}."),
    N_("Ask the owner of the database for it."),
)
_BUSY = (
    N_("The store {path} is locked by another writer."),
    N_("Wait and try again; if the problem remains, end the other program."),
)
_NO_DATABASE = (
    N_("The server has no database for the store {path}."),
    N_("Have it created: createdb, then deskctl store init."),
)
_UNPROVEN = (
    N_("The server of the store {path} could not prove its identity."),
    N_(
        "Name its authority with sslrootcert, or in ~/.postgresql/root.crt, and the server as its certificate does,"
        " which must be valid by the clock of this machine."
    ),
)
_UNENCRYPTED = (
    N_("The server of the store {path} does not offer an encrypted connection."),
    N_("Have TLS turned on there; without it, sslmode=disable sends everything in the clear."),
)
_FULL = (N_("The server of the store {path} has no disk space left."), N_("Free disk space there and try again."))
_WRONG_LOGIN = (
    N_("The server of the store {path} accepts an action only from the login of the person who signs it."),
    N_("Log in as that person: deskctl whoami."),
)
_GAP = (
    N_("The server of the store {path} accepts only the next action of a history."),
    N_("Try again; if the problem remains, examine the store with deskctl store check."),
)
_TIME = (
    N_("The server of the store {path} accepts an action only with its own time."),
    N_("Set the clock of this machine, and do it again."),
)
_PASSING = (_UNREACHABLE, _UNKNOWN_NAME, _CROWDED)
CONFLICTS = frozenset({"23505", "40001", "40P01"})
"""Conflicts between two transactions: a key that the other one used first, a serialization failure, a deadlock."""
_BY_CODE = {
    "DK001": _WRONG_LOGIN,
    "DK002": _GAP,
    "DK003": _TIME,
    "28000": _REFUSED,
    "28P01": _REFUSED,
    "3D000": _NO_DATABASE,
    "25006": _READ_ONLY,
    "42501": _NO_RIGHT,
    "55P03": _BUSY,
    "53100": _FULL,
}
_BY_WORDS = (
    (_REFUSED, "authentication failed", "认证失败", "no password supplied"),
    (_NOT_ADMITTED, "pg_hba.conf"),
    (_REFUSED, 'FATAL:  role "', '致命错误:  角色 "', '不允许角色"'),
    (_NO_DATABASE, 'FATAL:  database "', '致命错误:  数据库 "', "no such database"),
    (_NO_RIGHT, "permission denied for database", "权限不够"),
    (_CROWDED, "too many clients", "too many connections", "remaining connection slots"),
    (_CROWDED, "太多的客户", "连接太多了", "已保留的连接位置", "no more connections allowed"),
    (_READ_ONLY, "session is read-only", "server is in hot standby mode"),
    (_UNKNOWN_NAME, "could not translate host name"),
    (_BAD_ADDRESS, "invalid dsn", "definition of service", "invalid port number", "invalid integer value"),
    (_BAD_ADDRESS, ' value: "', "invalid value for parameter", "unrecognized configuration parameter"),
    (_UNPROVEN, "certificate"),
    (_UNENCRYPTED, "server does not support SSL"),
)
"""Errors of a connection that is not made have no code: parts of their texts, of PostgreSQL and of PgBouncer.

A server writes its texts in the language of its setting `lc_messages`.
"""


def is_lost(error: psycopg2.Error) -> bool:
    """Return whether an error is one of the connection.

    The first one after an immediate stop of the server is a bare `DatabaseError`, the parent of most other errors.
    """
    is_bare = type(error) is psycopg2.DatabaseError and error.pgcode is None
    return is_bare or isinstance(error, (psycopg2.OperationalError, psycopg2.InterfaceError))


def older_server(address: str, version: int) -> StoreError:
    """Return the error for a server that is too old."""
    return StoreError(
        N_("The server of the store {path} is PostgreSQL {version}; deskctl needs 15 or newer."),
        todo=N_("Move the database to a newer server."),
        path=redacted(address),
        version=version // 10000,
    )


def cut_off(address: str) -> OutcomeUnknown:
    """Return the error for a connection that broke during a commit."""
    what, _todo = _UNREACHABLE
    return OutcomeUnknown(what, saved=_UNCERTAIN, todo=_CHECK_FIRST, path=redacted(address), code="outcome_unknown")


def lacks_right(address: str) -> StoreError:
    """Return the error for a change that needs a right which the login lacks."""
    what, todo = _NO_RIGHT
    return StoreError(what, saved=NOT_SAVED, todo=todo, path=redacted(address))


def in_use(address: str) -> StoreError:
    """Return the error for a change that conflicted with others again and again."""
    what, todo = _BUSY
    return StoreError(what, saved=NOT_SAVED, todo=todo, path=redacted(address))


@contextmanager
def translated_errors(address: str, *, writing: bool = False) -> Iterator[None]:
    """Raise the errors of the server as `StoreUnusable`."""
    try:
        yield
    except psycopg2.Error as error:
        known = _meaning(error, address, NOT_SAVED if writing else NOTHING_CHANGED)
        if known is None:
            raise
        from deskctl.store.log import note

        note("trouble", kind=error.pgcode or type(error).__name__)
        raise known from error


def as_store_error(error: Exception) -> StoreUnusable:
    """Return the meaning of an error without a known store."""
    return StoreUnusable(N_("The store cannot be used: {reason}."), reason=type(error).__name__)


def _meaning(error: psycopg2.Error, address: str, saved: str) -> StoreUnusable | None:
    if error.pgcode in CONFLICTS:
        return None
    sentences = _BY_CODE.get(error.pgcode or "")
    if sentences is None:
        sentences = _meaning_of_words(error)
    if sentences is None:
        return None
    what, todo = sentences
    kind = ServerLost if sentences in _PASSING else StoreError
    return kind(what, saved=saved, todo=todo, path=redacted(address))


def _meaning_of_words(error: psycopg2.Error) -> tuple[str, str] | None:
    """Return the meaning of the text of an error of the connection; that of any other error is not known."""
    if error.pgcode is not None and not is_lost(error):
        return None
    text = str(error)
    for meaning, *parts in _BY_WORDS:
        is_missing_primary = meaning is _READ_ONLY and text.count(" failed: ") > 1
        if any(part in text for part in parts) and not is_missing_primary:
            return meaning
    return _UNREACHABLE if is_lost(error) else None

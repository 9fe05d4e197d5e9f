"""Find stored mails: duplicates, mails not parsed yet, and messages fetched from an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def mail_of_bytes(conn: Reader, sha256: str) -> str | None:
    """Return the mail with these bytes."""
    row = conn.execute("SELECT id FROM mail WHERE sha256 = ? ORDER BY id LIMIT 1", (sha256,)).fetchone()
    return None if row is None else str(row[0])


def kind_of_mail(conn: Reader, mail: str) -> str | None:
    """Return the kind of a mail; None if it was not parsed yet."""
    row = conn.execute("SELECT kind FROM mail WHERE id = ?", (mail,)).fetchone()
    return None if row is None else row[0]


def same_mail(conn: Reader, message_id: str, identity: str) -> str | None:
    """Return the mail with the same message id and the same content."""
    row = conn.execute(
        "SELECT id FROM mail WHERE (message_id = ?1 OR (message_id IS NULL AND ?1 IS NULL)) AND identity = ?2"
        " ORDER BY id LIMIT 1",
        (message_id or None, identity),
    ).fetchone()
    return None if row is None else str(row[0])


def unread_mails(conn: Reader) -> list[tuple[str, str, int | None, str | None]]:
    """Return the mails that are stored but not parsed, each with the hash of its bytes.

    The time is that of its arrival at the server, if it was fetched from one; the last is the problem with it.
    """
    return conn.execute(
        "SELECT id, sha256, CASE WHEN account IS NULL THEN NULL ELSE received_at END, reason FROM mail"
        " WHERE kind IS NULL AND sha256 IS NOT NULL ORDER BY id"
    ).fetchall()


def account_begun_at(conn: Reader, account: str) -> int | None:
    """Return when the first round over an account began; None if it is new."""
    (at,) = conn.execute("SELECT min(at) FROM mail_seen WHERE account = ?", (account,)).fetchone()
    return None if at is None else int(at)


def older_mails_left(conn: Reader, account: str) -> int:
    """Return how many messages were left unfetched in the mailbox of an account when it was first read."""
    (count,) = conn.execute(
        "SELECT count(*) FROM mail_seen WHERE account = ?1 AND mail IS NULL AND uid > 0"
        " AND at = (SELECT min(at) FROM mail_seen WHERE account = ?1)",
        (account,),
    ).fetchone()
    return int(count)


def is_known_folder(conn: Reader, account: str, folder: str, uidvalidity: int) -> bool:
    """Return whether a folder was read before, since the server last gave its messages new numbers."""
    row = conn.execute(
        "SELECT 1 FROM mail_seen WHERE account = ? AND folder = ? AND uidvalidity = ? LIMIT 1",
        (account, folder, uidvalidity),
    ).fetchone()
    return row is not None


def seen_uids(conn: Reader, account: str, folder: str, uidvalidity: int) -> set[int]:
    """Return the messages of a folder that were fetched or skipped."""
    rows = conn.execute(
        "SELECT uid FROM mail_seen WHERE account = ? AND folder = ? AND uidvalidity = ?", (account, folder, uidvalidity)
    )
    return {uid for (uid,) in rows}

"""The check of the stored files, by hashing their bytes again."""

import hashlib
import sqlite3
from collections.abc import Iterator
from itertools import groupby, islice

from deskctl.language.i18n import N_
from deskctl.store.finding import RESTORE, Finding

_MOST = 20
_PIECES = "SELECT substr(id, 1, 64), data FROM blob ORDER BY id"
_MISSING = """
SELECT id, sha256 FROM (
    SELECT id, sha256 FROM attachment WHERE purged_at IS NULL UNION ALL SELECT id, sha256 FROM mail WHERE sha256 <> ''
) WHERE NOT EXISTS (SELECT 1 FROM blob WHERE blob.id = sha256 || '.0000') ORDER BY id
"""
_ASK_AGAIN = N_("Get the file again from its sender, or import an export with its files.")


def broken_files(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Yield a finding for each file whose bytes differ from their hash or are missing."""
    if "purged_at" not in {row[1] for row in conn.execute("PRAGMA table_info(attachment)")}:
        return  # an older store that is about to be migrated
    yield from islice(_altered(conn), _MOST)
    for name, sha256 in islice(conn.execute(_MISSING), _MOST):
        template = N_("The bytes of {file} are not in the store: it was imported without them.")
        yield Finding("file", name, template, _ASK_AGAIN, grave=False, values={"file": name, "sha256": sha256})


def _altered(conn: sqlite3.Connection) -> Iterator[Finding]:
    for name, pieces in groupby(conn.execute(_PIECES), key=lambda row: row[0]):
        digest = hashlib.sha256()
        for _name, data in pieces:
            digest.update(data)
        if digest.hexdigest() != name:
            template = N_("The bytes of the file {sha256} were altered or are incomplete.")
            yield Finding("file", name, template, RESTORE, values={"sha256": name})

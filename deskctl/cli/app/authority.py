"""Checks of rights to the whole desk: to install a policy, import, restore, or accept altered actions."""

from contextlib import closing
from pathlib import Path

from deskctl.cli.app.invocation import Invocation
from deskctl.errors import Remedy, StoreUnusable

IMPORT, INSTALL, RESTORE, ACCEPT = "desk.import", "policy.install", "store.restore", "store.accept"


def require_right(invocation: Invocation, step: str, remedy: Remedy) -> None:
    """Refuse an action to an actor without the right to it; on a desk without staff everybody has it."""
    from deskctl.operations.rules.people.actors import founder_of
    from deskctl.operations.rules.people.rights import check_right
    from deskctl.store.open import open_reader

    with closing(open_reader(invocation.path)) as conn:
        check_right(conn, founder_of(conn, invocation.set_actor), step, remedy)


def require_right_to_restore(invocation: Invocation, file: Path) -> None:
    """Refuse a restore to an actor without the right to it; without a readable store it is not checked."""
    from deskctl.store.open import store_exists

    if not store_exists(invocation.path):
        return
    try:
        require_right(invocation, RESTORE, Remedy(do=RESTORE, fields={"file": str(file)}, about="file"))
    except StoreUnusable:
        return

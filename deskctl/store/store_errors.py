"""The errors of a store, in sentences for people.

Each states what failed, whether the change was saved, and what to do; none quotes stored values.
"""

from collections.abc import Callable
from typing import Any

from deskctl.errors import StoreUnusable
from deskctl.language.i18n import N_

INIT = "deskctl init"
MIGRATE = "deskctl store migrate"
CHECK = "deskctl store check"
REBUILD = "deskctl store rebuild"
ACCEPT = "deskctl store rebuild --accept"

NOT_SAVED = N_("The change was not saved.")
NOTHING_CHANGED = N_("Nothing was changed.")


READ_ONLY = (
    N_("The store {path} may not be written to."),
    N_("Get write permission for the file and its folder, or use another store with --store."),
)
IN_USE = (
    N_("The store {path} is locked by another program."),
    N_("Wait and try again; if the problem remains, end the other program."),
)
LOCKED_BY = (
    N_("The store {path} is locked by another program: {holder}."),
    N_("Wait and try again; if the problem remains, end the other program."),
)
FULL = (
    N_("No disk space left for the store {path}."),
    N_("Free disk space and try again."),
)
FOREIGN = (
    N_("{path} is not a store of deskctl; it was left as it is."),
    N_("Name another file with --store, or put a backup in its place."),
)
MOVED = (
    N_("The store {path} was moved or deleted while it was open."),
    N_("Put it back, or restore the last backup with deskctl store restore."),
)


class StoreError(StoreUnusable):
    """The error of a store that cannot be used: what failed, whether the change was saved, what to do."""

    def __init__(self, template: str, /, *, saved: str = NOTHING_CHANGED, todo: str = "", **values: Any) -> None:
        super().__init__(template, **values)
        self.saved = saved
        self.todo = todo

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentences, translated; a Chinese one is followed by no space."""
        more = [translate(sentence) for sentence in (self.saved, self.todo) if sentence]
        sentences = [super().text(translate), *more]
        return "".join(one if one.endswith("。") else f"{one} " for one in sentences).rstrip()


class ServerLost(StoreError):
    """The error of a server that cannot be reached now, or has no connection left: it may be back later."""


class OutcomeUnknown(StoreError):
    """The error of a connection that broke during a commit: the change may have been saved."""


def absent(path: str) -> StoreUnusable:
    """Return the error that a store does not exist; it names the demo desk if there is only that."""
    from deskctl.config.places import data_folder, default_store_path

    demo = data_folder() / "demo.db"
    if path == default_store_path() and demo.exists():
        template = N_("There is no store at {path} yet; the demo desk is in {demo}.")
        return StoreUnusable(template, path=path, demo=str(demo), hint=INIT)
    return StoreUnusable(N_("There is no store at {path} yet."), path=path, hint=INIT)


def two_names(path: str) -> StoreError:
    """Return the error that a store has another hard link."""
    return StoreError(
        N_("The store {path} has another hard link: changes made through one name would be lost for the other."),
        todo=N_("Remove one of the two names, or make a copy with deskctl store backup; a symbolic link is fine."),
        path=path,
        code="store_has_two_names",
    )


def foreign(path: str) -> StoreUnusable:
    """Return the error that a file is not a store."""
    what, todo = FOREIGN
    return StoreError(what, todo=todo, path=path)


def newer_schema(path: str, revision: str) -> StoreError:
    """Return the error for a store with the schema of a newer program."""
    return StoreError(
        N_("The store {path} was made by a newer deskctl (schema {revision}); it was left as it is."),
        todo=N_("Install the newer deskctl, or name another store with --store."),
        path=path,
        revision=revision,
    )


def moved(path: str, saved: str = NOT_SAVED) -> StoreError:
    """Return the error that a store is no longer where it was opened."""
    what, todo = MOVED
    return StoreError(what, saved=saved, todo=todo, path=path)


def lost(path: str, changes: int | None) -> StoreError:
    """Return the error that a store has lost changes; `changes` is None if it is another store."""
    todo = N_("Restore the last good backup with deskctl store restore, or accept the store as it is.")
    if changes is None:
        what = N_("{path} was replaced by another store.")
    elif changes:
        what = N_("The store {path} has lost changes that were saved in it: {changes}.")
    else:
        what = N_("The store {path} was changed by something other than deskctl.")
    return StoreError(what, saved=NOT_SAVED, todo=todo, path=path, changes=changes, hint=ACCEPT)


def emptied(path: str, changes: int) -> StoreError:
    """Return the error that a store is empty although changes were saved in it."""
    return StoreError(
        N_("The store {path} is empty, but changes were saved in it: {changes}."),
        todo=N_("It was left as it is; restore the last good backup with deskctl store restore."),
        path=path,
        changes=changes,
    )


def row_not_saved(table: str) -> StoreError:
    """Return the error that something in a store, such as a trigger, prevented a row from being saved."""
    return StoreError(
        N_("Something in the store that is not part of deskctl prevented a row of {table} from being saved."),
        saved=NOT_SAVED,
        todo=N_("Find out what it is and correct it: deskctl store check, then deskctl store rebuild."),
        table=table,
        hint=CHECK,
    )


def damaged_word_index(path: str, saved: str) -> StoreError:
    """Return the error that the word index of a store is damaged."""
    return StoreError(
        N_("The word index of the store {path} is damaged; the tickets themselves are not affected."),
        saved=saved,
        todo=N_("Build the index again, and repeat what you did."),
        path=path,
        hint=REBUILD,
    )


def forked(path: str) -> StoreError:
    """Return the error that a fork of a process tried to end a transaction of its parent."""
    what = N_("A copy of this process tried to end a write to the store {path} that it did not begin.")
    return StoreError(what, saved=NOT_SAVED, path=path)


def in_use(path: str, saved: str) -> StoreError:
    """Return the error that a store is locked by another program, with its name if known."""
    from deskctl.store.sqlite.writing.lock_owner import holder_of

    holder = holder_of(path)
    what, todo = LOCKED_BY if holder else IN_USE
    return StoreError(what, saved=saved, todo=todo, path=path, holder=holder)

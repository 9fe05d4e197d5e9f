"""The customer's own access to the courseware: the login, and reads that are logged before anything is returned."""

from contextlib import closing
from dataclasses import dataclass
from typing import Any

from deskctl.desk.case_cache import CaseCache
from deskctl.desk.desk import Desk
from deskctl.desk.next_ids import next_id
from deskctl.desk.passwords import hash_password, matches_hash, needs_rehash
from deskctl.errors import NotFound, Refused
from deskctl.language.i18n import N_
from deskctl.names import DESK
from deskctl.queries.knowledge.accounts import ACCOUNT_TABLE, account_of_name
from deskctl.queries.knowledge.courses import catalogue, edition, visible_course
from deskctl.sla.facts import Instant
from deskctl.store.facts.people import Actor
from deskctl.store.facts.rows import row_of
from deskctl.store.open import open_reader, writing_once
from deskctl.store.port import Reader

FETCH, LIST, FAILED = "fetch", "list", "login_failed"


@dataclass(frozen=True, slots=True)
class Customer:
    """A login: the account and its customer."""

    account: str
    customer: str


def log_in(store: str, username: str, password: str, now: Instant) -> Customer:
    """Return the customer with this user name and password; refuse any other in the same words, whatever is wrong.

    A weak hash is replaced.
    """
    with closing(open_reader(store)) as conn:
        account = account_of_name(conn, username)
    login = account if account and account["active"] and account["password_hash"] else None
    if not matches_hash(password, login["password_hash"] if login else None) or login is None:
        _log(store, now, [{"kind": FAILED, "account": account["id"] if account else None}])
        raise Refused(N_("The user name or the password is wrong."), code=FAILED, clause="S3-course.login")
    if needs_rehash(login["password_hash"]):
        better = hash_password(password)
        with writing_once(store) as conn:
            conn.update(
                ACCOUNT_TABLE, {"id": login["id"], "password_hash": login["password_hash"]}, {"password_hash": better}
            )
    return Customer(login["id"], login["customer"])


def read_catalogue(store: str, who: Customer, now: Instant) -> list[dict[str, Any]]:
    """Return the courses that a customer may read, and log the access."""
    _log(store, now, [{"kind": LIST, "account": who.account}])
    with closing(open_reader(store)) as conn:
        return catalogue(conn, who.customer)


def fetch_course(store: str, who: Customer, course: str, version: int | None, now: Instant) -> list[dict[str, Any]]:
    """Log access to each file of a course, and return the files for a customer; raises `NotFound`."""
    with closing(open_reader(store)) as conn:
        row = visible_course(conn, who.customer, course)
        files = _edition(conn, row, course, version)
    _log(store, now, [{"account": who.account, **_read(file)} for file in files])
    return files


def fetch_for_staff(store: str, staff: str, course: str, version: int | None, now: Instant) -> list[dict[str, Any]]:
    """Log access to each file of any course, and return the files for one of the staff; raises `NotFound`."""
    with closing(open_reader(store)) as conn:
        files = _edition(conn, row_of(conn, "course", id=course.upper()), course, version)
    _log(store, now, [{"staff": staff, **_read(file)} for file in files])
    return files


def _edition(conn: Reader, row: dict[str, Any] | None, course: str, version: int | None) -> list[dict[str, Any]]:
    if row is None:
        raise NotFound(
            N_("There is no course {course}."), course=course, hint="deskctl course catalogue --username ..."
        )
    requested = version or row["version"]
    files = edition(conn, row["id"], requested)
    if not files:
        raise NotFound(
            N_("Edition {version} of {course} has no files here."), version=requested, course=row["id"],
            hint=f"deskctl course publish {row['id']} FILE",
        )  # fmt: skip
    return files


def _read(file: dict[str, Any]) -> dict[str, Any]:
    return {"kind": FETCH, "course": file["of"], "version": file["version"], "file": file["name"]}


def _log(store: str, now: Instant, entries: list[dict[str, Any]]) -> None:
    with writing_once(store) as conn:
        desk = Desk(conn, CaseCache(), actor=Actor(DESK), now=now, at=now)
        for entry in entries:
            name = next_id(desk, "course_access", "CL-")
            desk.insert("course_access", {"id": name, "at": now, "via": "cli", **entry})

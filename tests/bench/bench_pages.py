"""Compare pages of 50 tickets on a big and a small desk: `python tests/bench/bench_pages.py SMALL BIG [MOST]`.

SMALL and BIG are addresses of desks made by `big_desk.py`. The pages are those of every order of the open and of all
tickets, of every single filter, of ten combinations, and of words. The desks are read alternately, and the ratio is
that of the best CPU time of nine (the best wall time on a server); a page that misses is measured up to three times, as
others may use the machine. A page by words is compared with the first page of the same desk. The small desk needs about
a page of each value: a thousand tickets of five customers. Exits with the number of pages above `MOST` times the small
desk (1.5), or 20 times for words.

What is compared is the effect of a long history, not of more tickets that are open or found. Therefore a page ends
where one of the desks has no further ticket, and the values of a combination are the ones that most tickets of its
status have together: a pair that no open ticket has is looked for among all open ones, of which the big desk has six
times as many.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import closing
from math import inf

from deskctl.queries.conditions.filters import IS_OPEN, SORTS, TicketFilter
from deskctl.queries.tickets.ticket_list import list_tickets
from deskctl.store.open import open_reader
from deskctl.store.port import Reader, on_server

ROUNDS, ROWS, MOST_BY_WORDS, AGAIN = 9, 50, 20, 3
_FIELDS = ("owner", "customer", "contact", "kind", "catalog", "channel", "level", "severity", "site")
_WORDS = ("打印机", "网络", "printer")


def pages(conn: Reader) -> Iterator[tuple[str, TicketFilter]]:
    """Yield the pages, each with its name; the values of the filters are the most frequent ones of the desk."""
    for status in ((), ("all",)):
        for sort in SORTS:
            yield f"{status} by {sort}", TicketFilter(status=status, sort=sort)
    common = {name: (_most(conn, f"SELECT {name} FROM ticket WHERE {name} IS NOT NULL", name),) for name in _FIELDS}
    common["asset"] = (_most(conn, "SELECT asset FROM ticket_asset", "asset"),)
    for name, value in common.items():
        yield name, TicketFilter()._replace(**{name: value})
        yield f"{name}, all", TicketFilter(status=("all",))._replace(**{name: value})
    yield "tag of none", TicketFilter(tag=("no-such-tag",))
    yield "tag of none, all", TicketFilter(status=("all",), tag=("no-such-tag",))
    yield from _combined(conn)
    for word in _WORDS:
        yield f"words {word}", TicketFilter(words=word)
        yield f"words {word}, all", TicketFilter(words=word, status=("all",))


def _combined(conn: Reader) -> Iterator[tuple[str, TicketFilter]]:
    pairs = (
        ("owner", "customer"), ("owner", "site"), ("customer", "kind"), ("customer", "level"), ("site", "severity"),
        ("catalog", "channel"), ("contact", "kind"), ("owner", "level"), ("asset", "customer"), ("site", "catalog"),
    )  # fmt: skip
    for place, (one, other) in enumerate(pairs):
        status = ("all",) if place % 2 else ()
        where = TicketFilter(status=status, sort=SORTS[place % len(SORTS)])
        both = _most_together(conn, one, other, "TRUE" if status else IS_OPEN)
        yield f"{one} and {other} {status} by {where.sort}", where._replace(**both)


def _most_together(conn: Reader, one: str, other: str, condition: str) -> dict[str, tuple[str]]:
    row = conn.execute(
        f"SELECT {one}, {other} FROM ticket LEFT JOIN ticket_asset ON ticket_asset.ticket = ticket.number"
        f" WHERE {one} IS NOT NULL AND {other} IS NOT NULL AND {condition}"
        " GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2 LIMIT 1"
    ).fetchone()
    return {one: (str(row[0]),), other: (str(row[1]),)}


def _most(conn: Reader, statement: str, name: str) -> str:
    row = conn.execute(f"SELECT {name} FROM ({statement}) AS given GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
    return str(row.fetchone()[0])


def _best(*reads: tuple[Reader, TicketFilter], at: int) -> list[float]:
    """Return the best time of each page; the pages are read alternately."""
    rows = min(len(list_tickets(conn, where, at=at, limit=ROWS)) for conn, where in reads) or ROWS
    times: list[list[float]] = [[] for _each in reads]
    for _round in range(ROUNDS):
        for (conn, where), spent in zip(reads, times, strict=True):
            clock = time.perf_counter if on_server(conn) else time.process_time
            began = clock()
            list_tickets(conn, where, at=at, limit=rows)
            spent.append(clock() - began)
    return [min(spent) for spent in times]


def main(small: str, big: str, most: float) -> int:
    """Print each page, and return how many miss the goal."""
    missed = 0
    with closing(open_reader(small)) as one, closing(open_reader(big)) as other:
        (at,) = other.execute("SELECT max(changed_at) FROM ticket").fetchone()
        plain = 0.0
        for (name, where), (_name, in_big) in zip(pages(one), pages(other), strict=True):
            limit = MOST_BY_WORDS if where.words else most
            before = now = base = inf
            for _time in range(AGAIN):
                before, now = map(min, (before, now), _best((one, where), (other, in_big), at=at))
                base = plain if where.words else before
                if now <= base * limit:
                    break
            plain = plain or now
            missed += now > base * limit
            mark = "MISS" if now > base * limit else "ok"
            print(f"{mark:5}{name:48}{before * 1e3:9.2f}{now * 1e3:9.2f} ms {now / base:6.2f} x")
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], float(sys.argv[3]) if len(sys.argv) > 3 else 1.5))

"""Compare pages of 50 tickets on a big and a small desk: `python tests/bench/bench_pages.py SMALL BIG [MOST]`.

SMALL and BIG are addresses of desks made by `big_desk.py`. The pages are those of every order of the open and of all
tickets, of every single filter, of ten combinations, and of words. The desks are read alternately, and the ratio is
that of the best CPU time of nine (the best wall time on a server). A page by words is compared with the first page of
the same desk. The small desk needs a full page of each value: a thousand tickets of five customers. Exits with the
number of pages above `MOST` times the small desk (1.5), or 20 times for words.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import closing

from deskctl.queries.conditions.filters import SORTS, TicketFilter
from deskctl.queries.tickets.ticket_list import list_tickets
from deskctl.store.open import open_reader
from deskctl.store.port import Reader, on_server

ROUNDS, ROWS, MOST_BY_WORDS = 9, 50, 20
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
    yield from _combined(common)
    for word in _WORDS:
        yield f"words {word}", TicketFilter(words=word)
        yield f"words {word}, all", TicketFilter(words=word, status=("all",))


def _combined(common: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, TicketFilter]]:
    pairs = (
        ("owner", "customer"), ("owner", "site"), ("customer", "kind"), ("customer", "level"), ("site", "severity"),
        ("catalog", "channel"), ("contact", "kind"), ("owner", "level"), ("asset", "customer"), ("site", "catalog"),
    )  # fmt: skip
    for place, (one, other) in enumerate(pairs):
        status = ("all",) if place % 2 else ()
        where = TicketFilter(status=status, sort=SORTS[place % len(SORTS)])
        yield f"{one} and {other} {status} by {where.sort}", where._replace(**{one: common[one], other: common[other]})


def _most(conn: Reader, statement: str, name: str) -> str:
    row = conn.execute(f"SELECT {name} FROM ({statement}) AS given GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
    return str(row.fetchone()[0])


def _best(*reads: tuple[Reader, TicketFilter], at: int) -> list[float]:
    """Return the best time of each page; the pages are read alternately."""
    times: list[list[float]] = [[] for _each in reads]
    for _round in range(ROUNDS):
        for (conn, where), spent in zip(reads, times, strict=True):
            clock = time.perf_counter if on_server(conn) else time.process_time
            began = clock()
            list_tickets(conn, where, at=at, limit=ROWS)
            spent.append(clock() - began)
    return [min(spent) for spent in times]


def main(small: str, big: str, most: float) -> int:
    """Print each page, and return how many miss the goal."""
    missed = 0
    with closing(open_reader(small)) as one, closing(open_reader(big)) as other:
        (at,) = other.execute("SELECT max(changed_at) FROM ticket").fetchone()
        plain = 0.0
        for (name, where), (_name, in_big) in zip(pages(one), pages(other), strict=True):
            before, now = _best((one, where), (other, in_big), at=at)
            plain = plain or now
            ratio, limit = (now / plain, MOST_BY_WORDS) if where.words else (now / before, most)
            missed += ratio > limit
            mark = "MISS" if ratio > limit else "ok"
            print(f"{mark:5}{name:48}{before * 1e3:9.2f}{now * 1e3:9.2f} ms {ratio:6.2f} x")
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], float(sys.argv[3]) if len(sys.argv) > 3 else 1.5))

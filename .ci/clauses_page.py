#!/usr/bin/env python3
"""Write docs/clauses.md: for each clause where it lives in the product: `python .ci/clauses_page.py [--check]`.

Clocks, gates, rights and kinds of the due list come from the policy and the table of duties, refusals from the
operations; what no file names is listed in tests/data/clauses.toml, by which each clause is tried as well.
"""

import inspect
import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from deskctl.data_files import data_file  # noqa: E402 - the checkout is found first
from deskctl.operations.framework.catalogue import find, names  # noqa: E402

PAGE = ROOT / "docs" / "clauses.md"
_TABLE = ROOT / "tests" / "data" / "clauses.toml"
_HEAD = """# Where each clause lives

Made by `.ci/clauses_page.py`. `tests/operations/clauses/test_clause_duties.py` does each clause through the product.
"""
_CLAUSE = re.compile(r'"(S\d[\w.-]*[\w])"')


def page() -> str:
    """Return the page."""
    clauses = [
        json.loads(line) for line in data_file("policies", "after-sales.clauses.jsonl").read_text("utf-8").splitlines()
    ]
    places = _places({clause["id"] for clause in clauses})
    sections: dict[str, list[Mapping[str, Any]]] = {}
    for clause in clauses:
        sections.setdefault(clause.get("section") or clause["id"].partition("-")[0].partition(".")[0], []).append(
            clause
        )
    return "\n".join([_HEAD, *(_section(title, rows, places) for title, rows in sections.items())])


def _section(title: str, rows: list[Mapping[str, Any]], places: Mapping[str, list[str]]) -> str:
    lines = [f"| `{row['id']}` | {row['kind']} | {row['pri']} | {_cell(places[row['id']])} |" for row in rows]
    return "\n".join([f"## {title}\n", "| clause | kind | priority | where |", "|---|---|---|---|", *lines, ""])


def _cell(places: list[str]) -> str:
    return "; ".join(places).replace("|", "\\|")


def _places(clauses: set[str]) -> Mapping[str, list[str]]:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for name, place in (*_by_hand(), *_policy(clauses), *_duties(), *_refusals(clauses)):
        if place not in places[name]:
            places[name].append(place)
    return places


def _by_hand() -> Iterator[tuple[str, str]]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    for duty in table["duty"]:
        yield from ((name, duty["lives"]) for name in duty["clauses"] if "lives" in duty)
    yield from table["nothing"].items()


def _policy(clauses: set[str]) -> Iterator[tuple[str, str]]:
    """Yield what the policy names by a clause: clocks by the clause itself, gates and rights by their own names."""
    policy = tomllib.loads(data_file("policies", "after-sales.toml").read_text("utf-8"))
    for table, kind in (("targets", "clock"), ("gates", "gate"), ("rights", "right")):
        for name, value in policy.get(table, {}).items():
            clause = value.get("clause", name) if isinstance(value, dict) else name
            if clause in clauses:
                yield clause, kind if table == "targets" else f"{kind} `{name}`"
    text = json.dumps(policy, ensure_ascii=False)
    yield from (
        (name, "policy") for name in sorted(clauses & set(_CLAUSE.findall(text))) if name not in policy["targets"]
    )


def _duties() -> Iterator[tuple[str, str]]:
    for kind, table in tomllib.loads(data_file("duties.toml").read_text("utf-8")).items():
        yield table["clause"], f"due kind `{kind}`"


def _refusals(clauses: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the commands whose module names a clause."""
    for name in names():
        operation = find(*name.split(".", 1))
        source = inspect.getsource(operation)
        yield from ((clause, f"`{name.replace('.', ' ')}`") for clause in clauses & set(_CLAUSE.findall(source)))


def main() -> int:
    """Write the page, or with --check only tell whether it is current."""
    current = page()
    if "--check" in sys.argv:
        return int(PAGE.read_text(encoding="utf-8") != current)
    PAGE.write_text(current, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

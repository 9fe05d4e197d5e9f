"""The comparison of the expected answer of a step with the actual answer.

A path selects values in the answer: `status`, `visits[-1].left_at`, `[event=arrived,actor=EN1].at`, `clocks[*].state`.
It may match nothing, one value or many.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

_PART = re.compile(r"\.?([A-Za-z_][A-Za-z0-9_]*)|\[([^\]]*)\]")
_NOTHING = (None, "", [], False)
Expected = Mapping[str, Any]


def matches(value: Any, path: str) -> list[Any]:
    """Return all values that a path selects."""
    found = [value]
    for part in _PART.finditer(path):
        name, inner = part.groups()
        if name is not None:
            found = [each[name] for each in found if isinstance(each, dict) and name in each]
        else:
            found = [item for each in found if isinstance(each, list) for item in _items(each, inner)]
    return found


def _items(values: list[Any], inner: str) -> Iterator[Any]:
    if inner == "*":
        yield from values
    elif re.fullmatch(r"-?\d+", inner):
        place = int(inner)
        if -len(values) <= place < len(values):
            yield values[place]
    else:
        wanted = [pair.partition("=")[::2] for pair in inner.split(",")]
        yield from (item for item in values if all(_text(item.get(key)) == text for key, text in wanted))


def _text(value: Any) -> str:
    words = {None: "null", True: "true", False: "false"}
    return words[value] if value is None or isinstance(value, bool) else str(value)


_TESTS: Mapping[str, Callable[[list[Any], Any], bool]] = {
    "contains": lambda found, x: any(_holds(each, x) for each in found),
    "lacks": lambda found, x: not any(_holds(each, x) for each in found),
    "absent": lambda found, x: all(each in _NOTHING for each in found) is x,
    "present": lambda found, x: any(each not in _NOTHING for each in found) is x,
    "count": lambda found, x: len(found) == x,
    "min": lambda found, x: len(found) >= x,
    "in": lambda found, x: bool(found) and all(each in x for each in found),
    "not": lambda found, x: all(each != x for each in found),
}


def _holds(each: Any, x: Any) -> bool:
    if isinstance(each, str):
        return isinstance(x, str) and x in each
    return x in each if isinstance(each, (list, dict)) else bool(each == x)


def fits(found: list[Any], test: Any) -> bool:
    """Return True if the selected values pass a test; without a test, each must be equal to the given value."""
    if not isinstance(test, dict):
        return bool(found) and all(each == test for each in found)
    return all(_TESTS[name](found, x) for name, x in test.items())


def difference(expected: Expected, code: int, out: str, err: str) -> str | None:
    """Return how an answer differs from what is expected, or None."""
    return (
        _by_code(expected, code, out, err)
        or _by_refusal(expected, code, err)
        or _by_text(expected, out)
        or (_by_json(expected, out) if out.strip() or code == 0 else None)
    )


def _by_code(expected: Expected, code: int, out: str, err: str) -> str | None:
    codes = expected.get("exit", 0)
    codes = codes if isinstance(codes, list) else [codes]
    return None if code in codes else f"expected exit {codes}, got {code}: {err or out}"


def _by_refusal(expected: Expected, code: int, err: str) -> str | None:
    if code == 0:
        return None
    error = refusal(err)
    names = {error.get("code"), error.get("error")}
    clause = str(error.get("clause") or "")
    reasons = expected.get("why")
    if reasons and not (names & set(reasons) or (clause and clause.startswith(tuple(reasons)))):
        return f"expected one of {reasons}, got {err}"
    if "clause_prefix" in expected and not clause.startswith(expected["clause_prefix"]):
        return f"expected clause {expected['clause_prefix']}, got {err}"
    if "error" in expected and expected["error"] not in names:
        return f"expected error {expected['error']}, got {err}"
    for name in ("hint", "message"):
        if name in expected and expected[name] not in str(error.get(name) or ""):
            return f"expected {name} with {expected[name]!r}, got {err}"
    return None


def _by_text(expected: Expected, out: str) -> str | None:
    words = expected.get("text", {})
    missing = [word for word in words.get("contains", ()) if word not in out]
    unwanted = [word for word in words.get("lacks", ()) if word in out]
    return f"expected text with {missing}, without {unwanted}, got {out}" if missing or unwanted else None


def _by_json(expected: Expected, out: str) -> str | None:
    tests = expected.get("json", {})
    value = read_answer(out) if tests else None
    for path, test in tests.items():
        found = matches([value] if path.startswith("[") and isinstance(value, dict) else value, path)
        if not fits(found, test):
            return f"expected {path} {test}, got {found}"
    return None


def read_answer(out: str) -> Any:
    """Return JSON, or JSON Lines as a list."""
    try:
        return json.loads(out)
    except ValueError:
        return [json.loads(line) for line in out.splitlines() if line.strip()]


def refusal(err: str) -> Mapping[str, Any]:
    """Return the error that a command wrote, or nothing."""
    for line in reversed(err.strip().splitlines()):
        if line.startswith("{"):
            error: dict[str, Any] = json.loads(line)
            return error
    return {}

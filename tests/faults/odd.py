"""Invalid input: odd values, random bytes, random JSON, and valid text that was damaged."""

import json
from random import Random
from typing import Any

ODD: tuple[Any, ...] = (
    None, True, -1, 0, 1 << 70, 1e308, float("nan"), "", "\x00", "\x1b[2J", "T-1", "9" * 40, "\ud800", "服务", [], [[]],
    {}, {"": None}, "x" * 70_000, "2026-11-22T09:00:00+08:00", "0001-01-01T00:00:00+14:00", "-15m", "=1+1",
)  # fmt: skip
_TOML = (
    "inf", "-nan", "1979-05-27", "07:32:00", "1e999", "0x" + "f" * 5000, "9" * 5000, "[" * 2000, "{a.b = 1}", "'''",
)  # fmt: skip
_DEEPEST = 4


def odd_line(chance: Random, given: dict[str, Any]) -> bytes:
    """Damage a line: a value, a key, or the bytes themselves."""
    way = chance.randrange(4)
    if way == 0:
        return odd_bytes(chance, 60).replace(b"\n", b"")
    if way == 1:
        given[chance.choice(list(given))] = chance.choice(ODD)
    elif way == 2:
        given.pop(chance.choice(list(given)))
    text = json.dumps(given, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    return flipped(chance, text).replace(b"\n", b"") if way == 3 else text


def odd_file(chance: Random, good: str, names: tuple[str, ...]) -> bytes:
    """Return bytes that are not TOML, or a damaged TOML file: a line with an odd value, removed, or doubled."""
    way = chance.randrange(6)
    if way == 0:
        return odd_bytes(chance, 200)
    if way == 1:
        return json.dumps(odd_json(chance)).encode()
    if way == 2:
        return flipped(chance, good.encode())
    lines = good.splitlines()
    place = chance.randrange(len(lines))
    if way == 3:
        lines[place:place] = [lines[chance.randrange(len(lines))]]
    elif way == 4:
        del lines[place]
    else:
        name = lines[place].partition("=")[0].strip() if "=" in lines[place] else chance.choice(names)
        lines[place] = f"{name} = {_odd_toml(chance)}"
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def odd_bytes(chance: Random, most: int) -> bytes:
    """Return random bytes."""
    return chance.randbytes(chance.randrange(most))


def flipped(chance: Random, text: bytes) -> bytes:
    """Replace one byte by a random one."""
    place = chance.randrange(len(text))
    return text[:place] + chance.randbytes(1) + text[place + 1 :]


def odd_json(chance: Random, depth: int = 0) -> Any:
    """Return random nested JSON."""
    way = chance.randrange(6) if depth < _DEEPEST else 0
    if way == 1:
        return [odd_json(chance, depth + 1) for _ in range(chance.randrange(4))]
    if way == 2:
        return {str(chance.choice(ODD))[:20]: odd_json(chance, depth + 1) for _ in range(chance.randrange(4))}
    return chance.choice(ODD)


def _odd_toml(chance: Random) -> str:
    """Return an odd value, in the syntax of TOML or of JSON."""
    return chance.choice(_TOML) if chance.random() < 0.3 else json.dumps(odd_json(chance), ensure_ascii=False)

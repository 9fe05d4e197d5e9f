"""A font of one shape, a square, for a few characters."""

import struct

_SQUARE = struct.pack(">hhhhhHH4B6h2h", 1, 0, 0, 500, 500, 3, 0, 1, 1, 1, 1, 0, 500, 0, -500, 0, 0, 500, 0)
_NAMES = {1: "Tiny Sans", 2: "Regular", 4: "Tiny Sans", 6: "TinySans-Regular"}


def tiny_font(characters: str, form: int = 12) -> bytes:
    """Return a TrueType font for some characters, with a character map of a format."""
    codes = sorted(map(ord, characters))
    shape = _SQUARE + b"\0" * (-len(_SQUARE) % 4)
    tables = {
        b"OS/2": struct.pack(">HhHHH11h10B4I4sHHHhhhHHII", 4, 500, 400, 5, 0, *[100] * 11, *[0] * 10, 1, 0, 0, 0,
                             b"TINY", 0x40, codes[0] & 0xFFFF, codes[-1] & 0xFFFF, 800, -200, 0, 800, 200, 0, 0)
        + struct.pack(">hhHHH", 500, 700, 0, 32, 1),
        b"cmap": _map(codes, form),
        b"glyf": shape * 2,
        b"head": struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, 0, 500, 500, 0, 8,
                             2, 1, 0),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 0, 600, 0, 0, 500, 1, 0, 0, 0, 0, 0, 0, 0, 2),
        b"hmtx": struct.pack(">HhHh", 600, 0, 600, 0),
        b"loca": struct.pack(">III", 0, len(shape), 2 * len(shape)),
        b"maxp": struct.pack(">IH13H", 0x10000, 2, 4, 1, 0, 0, 1, *[0] * 8),
        b"name": _names(),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
    }  # fmt: skip
    head, body, place = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, 32), b"", 12 + 16 * len(tables)
    for name, content in tables.items():
        head += struct.pack(">4sIII", name, 0, place + len(body), len(content))
        body += content + b"\0" * (-len(content) % 4)
    return head + body


def _map(codes: list[int], form: int) -> bytes:
    if form == 12:
        groups = b"".join(struct.pack(">III", code, code, 1) for code in codes)
        content = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(codes)) + groups
        return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + content
    ends, count = [*codes, 0xFFFF], len(codes) + 1
    deltas = [*((1 - code) & 0xFFFF for code in codes), 1]
    content = struct.pack(f">{count}HH{3 * count}H", *ends, 0, *ends, *deltas, *[0] * count)
    return (
        struct.pack(">HHHHI", 0, 1, 3, 1, 12)
        + struct.pack(">7H", 4, 14 + len(content), 0, 2 * count, 0, 0, 0)
        + content
    )


def _names() -> bytes:
    texts = {number: text.encode("utf-16-be") for number, text in _NAMES.items()}
    records, stored = b"", b""
    for number, text in texts.items():
        records += struct.pack(">6H", 3, 1, 0x409, number, len(text), len(stored))
        stored += text
    return struct.pack(">HHH", 0, len(texts), 6 + len(records)) + records + stored

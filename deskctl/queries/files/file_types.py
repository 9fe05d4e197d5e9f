"""The type of a file by its first bytes, and the type that its name claims."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD = 4096
"""The number of bytes that are examined."""

UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
HTML = "text/html"
_ZIP = "application/zip"
_OLE = "application/x-ole-storage"
_XML = "text/xml"
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (4, b"ftyp", "video/mp4"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", _ZIP),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLE),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"MZ", "application/x-msdownload"),
)
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(!doctype html|html|head|body|script|iframe|svg|\?xml)",
    re.IGNORECASE | re.DOTALL,
)
_CLAIMS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("jpg", "jpeg"), ("image/jpeg",)),
    "png": ("image/png",),
    "gif": ("image/gif",),
    "webp": ("image/webp",),
    "bmp": ("image/bmp",),
    **dict.fromkeys(("tif", "tiff"), ("image/tiff",)),
    **dict.fromkeys(("mp4", "m4v", "mov", "heic", "avif"), ("video/mp4",)),
    "pdf": ("application/pdf",),
    **dict.fromkeys(("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "jar", "apk"), (_ZIP,)),
    **dict.fromkeys(("doc", "xls", "ppt", "msg"), (_OLE, TEXT, HTML, _XML)),
    **dict.fromkeys(("gz", "tgz"), ("application/gzip",)),
    "7z": ("application/x-7z-compressed",),
    "rar": ("application/vnd.rar",),
    **dict.fromkeys(("exe", "dll", "msi"), ("application/x-msdownload", _OLE)),
    **dict.fromkeys(("htm", "html"), (HTML, TEXT)),
    **dict.fromkeys(("txt", "log", "csv", "md", "ini", "conf", "json", "jsonl", "yaml", "yml"), (TEXT,)),
    **dict.fromkeys(("xml", "svg"), (_XML, HTML, TEXT)),
}
"""Suffix of a name -> the types that match it, the usual one first."""


def type_of(data: bytes) -> str:
    """Return the type of a file by its first bytes."""
    head = data[:HEAD]
    for place, magic, kind in _MAGIC:
        if head.startswith(magic, place):
            return kind
    markup = _MARKUP.match(head)
    if markup is not None:
        return _XML if markup[1].lower() == b"?xml" and b"<svg" not in head and b"<html" not in head.lower() else HTML
    return TEXT if _is_text(head) else UNKNOWN


def claimed_by(name: str, kind: str) -> str | None:
    """Return the type that a file's name claims if it differs from the actual type; None if they agree."""
    fitting = _CLAIMS.get(PurePath(name.replace("\\", "/")).suffix[1:].lower())
    return fitting[0] if fitting and kind not in fitting else None


def _is_text(head: bytes) -> bool:
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            head[: len(head) - 3 if len(head) == HEAD else None].decode(encoding)
        except UnicodeDecodeError as error:
            if error.end >= len(head) - 3:
                return True
        else:
            return True
    return head.startswith((b"\xff\xfe", b"\xfe\xff"))

"""Scaling large pictures down for documents, since photos are larger than a page can show.

This needs Pillow (`pip install 'deskctl[pictures]'`); without it pictures keep their size.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from deskctl.documents.model.tree import Picture

if TYPE_CHECKING:
    from PIL import Image

LONGEST_SIDE = 1600
_MOST_POINTS = 120_000_000
_QUALITY = 85
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}


def scaled_down(picture: Picture) -> Picture:
    """Return a picture with sides of at most 1600 points; unchanged if it is small or cannot be read."""
    if max(picture.width, picture.height) <= LONGEST_SIDE or picture.width * picture.height > _MOST_POINTS:
        return picture
    try:
        return _smaller(picture)
    except (ImportError, OSError, ValueError, SyntaxError):
        return picture


def _smaller(picture: Picture) -> Picture:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = _MOST_POINTS
    form = _FORMATS[picture.kind]
    with Image.open(io.BytesIO(picture.data), formats=[form]) as opened:
        width, height = opened.size
        longest = max(width, height)
        opened.draft("RGB", (width * LONGEST_SIDE // longest, height * LONGEST_SIDE // longest))
        upright = ImageOps.exif_transpose(opened)
        upright = _with_plain_colours(upright, form)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        data = _encoded(upright, form)
    return Picture(picture.kind, data, picture.caption, *upright.size)


def _with_plain_colours(image: Image.Image, form: str) -> Image.Image:
    if form == "JPEG":
        return image if image.mode in {"RGB", "L"} else image.convert("RGB")
    return image.convert("RGBA" if "transparency" in image.info else "RGB") if image.mode == "P" else image


def _encoded(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    if form == "JPEG":
        image.save(out, form, quality=_QUALITY, exif=b"")
    else:
        image.save(out, form)
    return out.getvalue()

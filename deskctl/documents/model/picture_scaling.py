"""Large pictures made smaller for a paper: a camera's photo is larger than what a page can show.

This needs Pillow (`pip install 'deskctl[pictures]'`); without it pictures stay as large as they are.
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


def at_most_1600(picture: Picture) -> Picture:
    """Return a picture encoded again with sides of at most 1600 points; as it is if it is small or cannot be read."""
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
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        upright = _of_plain_colours(upright, form)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        data = _encoded(upright, form)
    return Picture(picture.kind, data, picture.caption, *upright.size)


def _of_plain_colours(image: Image.Image, form: str) -> Image.Image:
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

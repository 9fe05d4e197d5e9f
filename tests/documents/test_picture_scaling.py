"""Photos in a document are limited to 1600 pixels, upright and without metadata; small and damaged ones stay."""

import io
import random

import pytest

from deskctl.documents.model.picture_scaling import scaled_down
from deskctl.documents.model.pictures import clean_picture
from deskctl.documents.model.tree import Picture

Image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")


def encoded(width: int, height: int, form: str = "JPEG", mode: str = "RGB", orientation: int = 1) -> bytes:
    """Return a picture with a dark left half and the metadata of a camera."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("black", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = orientation, "at home"
    out = io.BytesIO()
    image.convert(mode).save(out, form, exif=exif, compress_level=1)  # the level of a PNG file
    return out.getvalue()


def shown(data: bytes) -> Picture:
    """Return a picture as it is in a document."""
    picture = clean_picture(data, "a")
    assert picture
    return scaled_down(picture)


LARGE = [
    *(("JPEG", "RGB", 3264), ("JPEG", "L", 2016), ("JPEG", "CMYK", 2016)),
    *(("PNG", "RGBA", 2016), ("PNG", "P", 2016), ("PNG", "1", 2016)),
]
"""File types, colour modes and widths; a photo of more than twice the needed width is decoded at a smaller size."""


@pytest.mark.parametrize(("form", "mode", "width"), LARGE)
def test_large_picture_is_scaled_down(form: str, mode: str, width: int) -> None:
    """A large picture of every colour mode is scaled down in proportion and without its metadata."""
    picture = shown(encoded(width, width * 3 // 4, form, mode))
    assert (picture.width, picture.height, picture.kind) == (1600, 1200, f"image/{form.lower()}")
    with Image.open(io.BytesIO(picture.data)) as again:
        assert again.size == (1600, 1200)
        left, right = (again.convert("L").getpixel((x, 600)) for x in (100, 1500))
    assert (left < 40, right > 215) == (True, True)
    assert b"at home" not in picture.data


def test_photo_is_rotated_by_its_orientation() -> None:
    """A photo is rotated by the orientation in its metadata, which is removed."""
    picture = shown(encoded(2000, 1000, orientation=6))
    assert (picture.width, picture.height) == (800, 1600)
    with Image.open(io.BytesIO(picture.data)) as again:
        top, bottom = (again.convert("L").getpixel((400, y)) for y in (100, 1500))
        assert (top < 40, bottom > 215, dict(again.getexif())) == (True, True, {})


def test_small_picture_is_unchanged() -> None:
    """A picture within the limit is unchanged."""
    data = encoded(1600, 900, "PNG")
    picture = clean_picture(data, "a")
    assert picture
    assert scaled_down(picture) is picture


def test_damaged_picture_does_not_fail() -> None:
    """A picture that is damaged, cut or far too large does not fail and keeps its limits."""
    generator = random.Random(7)  # noqa: S311 - the same each time
    data = encoded(1800, 1200)
    middle = data.index(b"\xff\xda") + 20
    damaged_files = [
        data[:middle] + generator.randbytes(len(data) - middle - 2).replace(b"\xff", b"\xfe") + data[-2:],
        data[:middle] + data[-2:],
    ]
    for damaged in damaged_files:
        picture = clean_picture(damaged, "a")
        assert picture
        assert max(scaled_down(picture).width, scaled_down(picture).height) in {1600, 1800}
    huge = Picture("image/png", encoded(2000, 10, "PNG"), "a", 20_000, 20_000)
    assert scaled_down(huge) is huge
    false = Picture("image/png", b"no picture", "a", 3000, 10)
    assert scaled_down(false) is false

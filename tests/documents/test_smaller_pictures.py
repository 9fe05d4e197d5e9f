"""Photos in a paper: at most 1600 points, upright, without what the camera wrote; small ones and wrecks as they are."""

import io
import random

import pytest

from deskctl.documents.model.picture_scaling import at_most_1600
from deskctl.documents.model.pictures import clean_picture
from deskctl.documents.model.tree import Picture

Image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")


def encoded(width: int, height: int, form: str = "JPEG", mode: str = "RGB", turned: int = 1) -> bytes:
    """Return a picture, its left half dark, with what a camera writes."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("black", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = turned, "at home"
    out = io.BytesIO()
    image.convert(mode).save(out, form, exif=exif)
    return out.getvalue()


def shown(data: bytes) -> Picture:
    """Return a picture as a paper has it."""
    picture = clean_picture(data, "a")
    assert picture
    return at_most_1600(picture)


LARGE = [
    *(("JPEG", "RGB", 4032), ("JPEG", "L", 2016), ("JPEG", "CMYK", 2016)),
    *(("PNG", "RGBA", 2016), ("PNG", "P", 2016), ("PNG", "1", 2016)),
]
"""Forms, ways in which colours are kept, and widths; a photo twice as wide as is needed is read in a smaller size."""


@pytest.mark.parametrize(("form", "mode", "width"), LARGE)
def test_a_large_picture_is_made_smaller(form: str, mode: str, width: int) -> None:
    """Whatever its colours are kept as; its sides stay in proportion, and it is read again."""
    picture = shown(encoded(width, width * 3 // 4, form, mode))
    assert (picture.width, picture.height, picture.kind) == (1600, 1200, f"image/{form.lower()}")
    with Image.open(io.BytesIO(picture.data)) as again:
        assert again.size == (1600, 1200)
        left, right = (again.convert("L").getpixel((x, 600)) for x in (100, 1500))
    assert (left < 40, right > 215) == (True, True)
    assert b"at home" not in picture.data


def test_a_photo_that_was_held_upright_stands_upright() -> None:
    """Turned by what the camera wrote, which is left out then."""
    picture = shown(encoded(2000, 1000, turned=6))
    assert (picture.width, picture.height) == (800, 1600)
    with Image.open(io.BytesIO(picture.data)) as again:
        top, bottom = (again.convert("L").getpixel((400, y)) for y in (100, 1500))
        assert (top < 40, bottom > 215, dict(again.getexif())) == (True, True, {})


def test_a_small_picture_stays_as_it_is() -> None:
    """A screenshot loses nothing."""
    data = encoded(1600, 900, "PNG")
    picture = clean_picture(data, "a")
    assert picture
    assert at_most_1600(picture) is picture


def test_a_wreck_breaks_no_paper() -> None:
    """Whole by its structure and broken inside, cut, or far too large to be drawn: it stays what it was."""
    chance = random.Random(7)  # noqa: S311 - the same each time
    data = encoded(1800, 1200)
    middle = data.index(b"\xff\xda") + 20
    wrecks = [
        data[:middle] + chance.randbytes(len(data) - middle - 2).replace(b"\xff", b"\xfe") + data[-2:],
        data[:middle] + data[-2:],
    ]
    for wreck in wrecks:
        picture = clean_picture(wreck, "a")
        assert picture
        assert max(at_most_1600(picture).width, at_most_1600(picture).height) in {1600, 1800}
    huge = Picture("image/png", encoded(2000, 10, "PNG"), "a", 20_000, 20_000)
    assert at_most_1600(huge) is huge
    false = Picture("image/png", b"no picture", "a", 3000, 10)
    assert at_most_1600(false) is false

"""The firm's logo as a picture, and its size in the head of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.documents.model.pictures import clean_picture
from deskctl.errors import BadData
from deskctl.language.i18n import N_

if TYPE_CHECKING:
    from deskctl.documents.model.tree import Letterhead, Picture

_SUFFIXES = frozenset({".png", ".jpg", ".jpeg"})
_WIDEST, _TALLEST = 55, 10  # millimetres


def logo_of(letterhead: Letterhead) -> Picture | None:
    """Return the logo; raises `BadData` if it is not a picture that every format can show."""
    path = letterhead.logo
    if path is None:
        return None
    try:
        picture = clean_picture(path.read_bytes(), "") if path.suffix.lower() in _SUFFIXES else None
    except OSError as error:
        raise BadData(N_("{path} cannot be read: {reason}"), path=str(path), reason=str(error)) from error
    if picture is None:
        raise BadData(N_("The logo {path} must be a PNG or JPEG picture."), path=str(path), field="firm.logo")
    return picture


def logo_width(logo: Picture) -> float:
    """Return the width of a logo in millimetres: it is as high as its line unless it would be too wide."""
    return round(min(_WIDEST, _TALLEST * logo.width / logo.height), 4)

"""The firm's logo as an image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.errors import BadData
from deskctl.language.i18n import N_

if TYPE_CHECKING:
    from deskctl.documents.model.tree import Letterhead

_KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


def logo_bytes(letterhead: Letterhead) -> tuple[str, bytes] | None:
    """Return the logo as (media type, bytes); raises `BadData` if it is not an image that every format can show."""
    path = letterhead.logo
    if path is None:
        return None
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        raise BadData(N_("The logo {path} must be a PNG or JPEG picture."), path=str(path), field="firm.logo")
    try:
        return kind, path.read_bytes()
    except OSError as error:
        raise BadData(N_("{path} cannot be read: {reason}"), path=str(path), reason=str(error)) from error

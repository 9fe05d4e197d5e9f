"""Documents as one HTML file that asks for nothing: style and logo are inside, and nothing in it can act."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from typing import TYPE_CHECKING

from deskctl.documents.model.logo import logo_bytes
from deskctl.documents.model.safe_data import printed
from deskctl.documents.model.templates import template_text
from deskctl.errors import BadData
from deskctl.language.i18n import N_

if TYPE_CHECKING:
    from jinja2 import Template

    from deskctl.documents.model.tree import Document


def to_html(document: Document) -> bytes:
    """Write a document as HTML in UTF-8; raises `BadData` where the firm's own template is wrong."""
    from jinja2 import TemplateError

    try:
        template = _template(template_text(document.name, "html"))
        return template.render(document=printed(document), logo=_logo(document)).encode()
    except TemplateError as error:
        raise BadData(N_("The template is wrong: {reason}"), reason=str(error)) from error


@cache
def _template(text: str) -> Template:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    place = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return place.from_string(text)


def _logo(document: Document) -> str:
    """Return the logo as the address of itself."""
    found = logo_bytes(document.letterhead)
    if found is None:
        return ""
    kind, data = found
    return f"data:{kind};base64,{b64encode(data).decode()}"

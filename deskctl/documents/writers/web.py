"""Documents as one self-contained HTML file: style and logo inside, no requests, no scripts."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from typing import TYPE_CHECKING

from deskctl.documents.model.logo import logo_of
from deskctl.documents.model.safe_data import as_data
from deskctl.documents.model.templates import adapted_to_template, template_text
from deskctl.errors import BadData
from deskctl.language.i18n import N_

if TYPE_CHECKING:
    from jinja2 import Template

    from deskctl.documents.model.tree import Document


def to_html(document: Document) -> bytes:
    """Return a document as HTML in UTF-8; raises `BadData` if the firm's own template is wrong."""
    from jinja2 import TemplateError

    try:
        text = template_text(document.name, "html")
        return (
            _template(text).render(document=as_data(adapted_to_template(text, document)), logo=_logo(document)).encode()
        )
    except TemplateError as error:
        raise BadData(N_("The template is wrong: {reason}"), reason=str(error)) from error


@cache
def _template(text: str) -> Template:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    place = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return place.from_string(text)


def _logo(document: Document) -> str:
    """Return the logo as a data URL."""
    logo = logo_of(document.letterhead)
    return f"data:{logo.kind};base64,{b64encode(logo.data).decode()}" if logo else ""

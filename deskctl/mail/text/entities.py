"""Replacing HTML character references; `html.unescape` fails on numbers of thousands of digits."""

import html
import re

_REFERENCE = re.compile(r"&(?:#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6})(?![0-9a-fA-F]);?|[A-Za-z][A-Za-z0-9]{1,31};?)")


def unescape(text: str) -> str:
    """Return a text with its character references replaced; invalid ones are left unchanged."""
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text

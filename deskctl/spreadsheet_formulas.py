"""Texts that a spreadsheet would take for a formula: an apostrophe before them protects them in CSV files."""

_STARTS = frozenset("=@\t")
_SIGNS = frozenset("+-")
_PROTECTION = "'"


def escape_formula(text: str) -> str:
    """Return a text with an apostrophe before it if a spreadsheet would take it for a formula."""
    is_formula = text[:1] in _STARTS or (text[:1] in _SIGNS and not text[1:2].isdigit())
    return f"{_PROTECTION}{text}" if text and is_formula else text


def unescape_formula(text: str) -> str:
    """Return a text without the apostrophe that protects it from being taken for a formula."""
    return text[1:] if text[:1] == _PROTECTION and text[1:2] in _STARTS | _SIGNS else text

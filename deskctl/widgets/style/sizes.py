"""Formatting sizes of files."""


def size_words(count: int) -> str:
    """Return the text of a number of bytes, such as `12.3 MB`, `4.0 KB` or `512 B`."""
    for unit, size in (("MB", 1 << 20), ("KB", 1 << 10)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count} B"

"""The duties without a test yet, each with what will bring it."""

LEFT: dict[str, str] = {}

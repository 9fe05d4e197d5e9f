"""Lines in: check them, stage them, apply them."""

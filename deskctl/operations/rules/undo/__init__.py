"""Steps that are taken back, and histories that other steps or files call into question."""

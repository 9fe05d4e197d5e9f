"""Storing incoming messages in the desk: first their bytes, then their content and classification."""

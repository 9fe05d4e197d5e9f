"""Incoming messages: reading their bytes, decoding their text, and finding their kind and ticket."""

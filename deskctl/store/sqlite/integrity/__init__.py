"""Checksums and the high-water mark."""

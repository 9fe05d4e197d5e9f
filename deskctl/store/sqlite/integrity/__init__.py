"""Checksums and the high-water mark: kept with every write, and compared with what stands."""

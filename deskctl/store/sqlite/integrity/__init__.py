"""The checksums of rows and the count of commits: updated with every write, and compared by the checks."""

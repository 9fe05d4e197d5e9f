"""The figures of a monthly report."""

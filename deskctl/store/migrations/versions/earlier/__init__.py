"""The migrations up to revision 0010."""

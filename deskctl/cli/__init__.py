"""The Typer front: groups that load when they are used, commands that write data to stdout and words to stderr."""

"""The command line: groups that load when they are used; data goes to stdout, messages to stderr."""

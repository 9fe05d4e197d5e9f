"""The command line: groups of commands, loaded on use; data goes to stdout, messages to stderr."""

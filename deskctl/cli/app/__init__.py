"""The framework of all commands: options, lazy groups, help, errors."""

"""What all commands share: options, lazy groups, help, errors."""

"""What every command shares: options, lazy groups, help, errors, completion."""

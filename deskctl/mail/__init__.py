"""Messages to the desk: their bytes are read, their words decoded, and their kind and ticket found."""

"""Commands about the desk as a whole: create, import, export, check, configure."""

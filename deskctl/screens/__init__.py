"""The screens of the console, a folder for each."""

"""Small dialogs on top of a screen."""

"""The console: the Textual app with its timer, themes, alerts and watches; the screens are in `deskctl.screens`."""

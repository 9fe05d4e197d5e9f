"""What the screens are made of: lines of styled text that are drawn only if they changed."""

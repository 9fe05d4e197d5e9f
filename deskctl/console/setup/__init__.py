"""The setup of a user's first desk: the choice of a desk, and the wizard."""

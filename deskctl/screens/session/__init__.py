"""What every screen shares: session, store access, navigation."""

"""What all screens share: session, store access, background jobs."""

"""Session, store access, background jobs, drafts and other code that all screens share."""

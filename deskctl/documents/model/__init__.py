"""What a document consists of, before any file format."""

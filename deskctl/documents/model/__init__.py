"""The content of documents, independent of the file format."""

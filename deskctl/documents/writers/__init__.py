"""Writers of document files, one for each format."""

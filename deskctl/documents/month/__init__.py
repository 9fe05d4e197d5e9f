"""The monthly service report, a module for each part."""

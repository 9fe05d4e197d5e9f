"""The monthly service report, part by part."""

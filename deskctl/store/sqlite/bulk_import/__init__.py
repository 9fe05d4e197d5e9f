"""Large imports in short transactions."""

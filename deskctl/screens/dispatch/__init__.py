"""Dispatch: assigning tickets, and planning and moving visits."""

"""Numbered steps of the base's shape; a step never imports the living tables."""

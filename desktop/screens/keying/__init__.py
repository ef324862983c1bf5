"""Keying returned forms: open one by its number, answer row by row, finish; every field is on disk at once."""

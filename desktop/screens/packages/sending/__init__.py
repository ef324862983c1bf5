"""Sending: what a package would hand over now, writing it, and what to do next."""

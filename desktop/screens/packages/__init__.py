"""Packages: sending what is recorded to the hub or to another computer of the office, taking in what arrives."""

"""Issuing form numbers and printing them."""

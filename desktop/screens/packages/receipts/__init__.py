"""Receipts of a hub: who is owed one, and writing it for one office or for all."""

"""Keys: the words of this computer, and whose key is known how far."""

"""Taking packages in: first what would happen, then the deed; and what waits or was turned back."""

"""The office without a window: what it knows, keeps and does."""

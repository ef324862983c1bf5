"""Exchange with the outside: data files out, packages out and in."""

"""The list of finished dossiers, whom of it to ask, and the visit list."""

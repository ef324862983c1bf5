"""The sampling frame: lists of finished dossiers as strangers write them, and the draw. Knows no answer."""

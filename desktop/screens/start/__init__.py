"""The first screen of a folder without a station: which office this is, and who works here."""

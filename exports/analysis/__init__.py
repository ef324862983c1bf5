"""Figures of a province or the country, counted by an existing engine from exported answers (Parquet)."""

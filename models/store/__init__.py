"""The base on disk; peewee lives here and nowhere else."""

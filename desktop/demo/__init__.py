"""The whole job on invented people and answers of real units, through the same services as the commands."""

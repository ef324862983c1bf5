"""The completeness board: who sent what of the period, how much is there, and whom to telephone."""

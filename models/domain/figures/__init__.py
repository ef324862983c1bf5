"""What answers add up to: tallies, indices, intervals, breakdowns. Exact numbers; neither wording nor layout."""

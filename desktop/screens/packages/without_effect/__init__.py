"""Without effect: what was written by whom nobody here has to believe, why it changes nothing, and what to do next."""

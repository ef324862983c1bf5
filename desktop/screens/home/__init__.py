"""Where the period stands, and what to do next."""

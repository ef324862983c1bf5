"""What a reader could work out about a few people, and what is hidden or coarsened so that nobody can."""

"""The book of packages: what was sent and taken in, with the way to withdraw it."""

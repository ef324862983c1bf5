"""The book of forms: where every number is, and noting what happens to the paper."""

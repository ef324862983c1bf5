"""Verbs about what is worked out: deriving, results, reports, comments, signals, proof."""

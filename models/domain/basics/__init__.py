"""What every rule stands on: refusals, sentences, units, people, moments, words folded, tables of strangers. Knows no survey."""

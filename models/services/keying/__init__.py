"""Verbs about what is keyed: keyings, tables of answers, second passes, rulings."""

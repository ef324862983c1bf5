"""Clashes: lines of which two contents arrived, side by side, until a person has chosen."""

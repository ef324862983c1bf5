"""The people of an office: what everybody is, PINs, and the history of what was done."""

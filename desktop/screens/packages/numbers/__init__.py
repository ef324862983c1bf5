"""The book of numbers of a hub: which computer numbers, handing it on, and taking it over."""

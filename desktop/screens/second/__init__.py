"""Forms whose two keyings differ: a third person looks at the paper and rules; and asking for second keyings."""

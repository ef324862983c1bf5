"""Papers of results: the short sheet, the complete report, one table alone, comments and signals; what stands on them is the domain's."""

"""Results: indices by factor and criterion, the book of forms, at a hub the ranking; on screen, on paper, as workbook."""

"""What is asked and how it is read: questions, answers, XLSForm, filters, method, fingerprints. Makes no figure."""

"""Papers that an office goes on writing itself (.docx): figures, tables and charts stand there, what needs judgement is a marked gap."""

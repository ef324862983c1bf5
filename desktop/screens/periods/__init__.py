"""The periods of the survey: opening, campaign files, closing, and an office's own questionnaires."""

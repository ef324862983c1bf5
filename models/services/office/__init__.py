"""Verbs about the office itself: stations, people, periods, questionnaires, methods, backups."""

"""The base on disk. Only here stand SQL and peewee: the shape in `tables`, and a file of questions for each topic.

Questions take and give values in the office's words; rows never leave this room. What only SQLite can do stands in `sqlite`.
"""

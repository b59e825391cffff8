"""The rules, a room for each format, and what formats share."""

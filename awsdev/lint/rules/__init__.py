"""What a rule is, what all of them are, and what holds for every kind of file."""

"""The notes, rules and scaffolds as a static site that needs nothing from outside."""

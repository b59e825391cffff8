"""Search over topics, rules and scaffolds, in Korean and English."""

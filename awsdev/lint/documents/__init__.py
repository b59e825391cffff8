"""Files as trees in which every node knows its place: YAML, JSON and TOML."""

"""An offline companion for people who build on AWS: notes, scaffolds and a linter."""

__version__ = "0.1.0"

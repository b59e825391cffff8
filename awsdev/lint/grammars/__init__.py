"""Grammars as data, and how far a document strays from one."""

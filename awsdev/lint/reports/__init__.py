"""Findings as text or JSON."""

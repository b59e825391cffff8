"""Quotes what shipping a parcel costs."""

"""The function: what a parcel costs, and how callers ask for it."""

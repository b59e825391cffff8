"""The function behind the API: what a parcel costs, and how a stage asks for it."""

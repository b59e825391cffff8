"""The hook: tries a new version before any caller comes to it."""

"""The function behind the bucket: which object it is, what it says, where that is kept."""

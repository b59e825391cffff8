"""What lies around a file: asked of the disk, or known of the builds that make it."""

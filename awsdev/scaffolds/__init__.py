"""Scaffolds: manifests, parameters, rendering, verifying and writing projects."""

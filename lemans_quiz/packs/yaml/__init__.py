"""Bytes to nodes with their places, and what YAML does to people."""

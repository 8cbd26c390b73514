"""Nodes to items: what a pack file says, and what is wrong with it."""

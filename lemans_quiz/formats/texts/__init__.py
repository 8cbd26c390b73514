"""Texts that hold questions -> drafts: one module for each way to write them."""

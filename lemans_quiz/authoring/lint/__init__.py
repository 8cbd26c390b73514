"""Advice on packs that read well and could be better."""

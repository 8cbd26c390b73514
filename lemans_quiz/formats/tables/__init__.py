"""Sheets and tables of questions -> drafts."""

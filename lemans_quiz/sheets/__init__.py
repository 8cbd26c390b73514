"""Worksheets for paper and their answer keys. Knows no files: a sheet goes in, text or bytes come out."""

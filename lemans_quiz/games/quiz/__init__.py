"""The quiz: questions one after another."""

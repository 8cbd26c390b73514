"""Writing files, whole or not at all: single ones, folders together, and locks that go with their process."""

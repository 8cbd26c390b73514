"""Printed cards: each pupil answers by holding one up, and a camera reads it."""

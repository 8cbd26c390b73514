"""A warm-up in which every pupil answers with a printed card."""

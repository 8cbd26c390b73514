"""The command line: one module per command; only here are the edges wired to each other."""

import gc

# Starting makes tens of thousands of values and hardly any garbage: looking for it took a tenth of the time.
gc.set_threshold(100_000, 20, 20)

"""An exam: move freely, hand in once, no feedback before."""

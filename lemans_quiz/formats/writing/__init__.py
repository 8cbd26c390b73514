"""Items -> other programs' files, each with what does not fit into them."""

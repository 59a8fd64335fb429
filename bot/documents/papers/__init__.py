"""One file a paper, and the parts that papers share."""

"""The scripted play: an office's year in the terminal, with what commonly goes awry."""

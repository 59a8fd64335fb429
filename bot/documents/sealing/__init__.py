"""The office's certificate, the seal of its files, and the examination of a seal."""

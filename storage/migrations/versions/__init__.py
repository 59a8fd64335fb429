"""The revisions, oldest first; none is changed once it was released."""

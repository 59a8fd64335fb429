"""The sheet of paper: typefaces, wrapped text, ruled tables, pages, contents, tags, and what an archive asks."""

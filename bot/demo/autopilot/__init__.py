"""Acts for whoever is awaited, from wherever the office stands."""

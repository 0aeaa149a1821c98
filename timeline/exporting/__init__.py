"""How does an event leave? ``record`` is its one shape outside the program; each format is a module of its own."""

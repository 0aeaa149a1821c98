"""Which events stand in a text? One module a question."""

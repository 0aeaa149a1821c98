"""How English tells a time, and what it means: words, grammar, values, resolving."""

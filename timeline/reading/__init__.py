"""What does a file say? Each format is a module of its own; the text is normalised once, here, and never after."""

"""A gazetteer that somebody brings: read from a file once, kept as one index beside others, in the built one's schema.

``formats`` knows the files, ``columns`` which column says what, ``entries`` which rows are places, ``writing``
the index; ``addition`` puts them in order.
"""

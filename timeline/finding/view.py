"""The view of a text that finding reads: every character stands where it stood, only plainer.

Rules are written once, for the straight quote, the hyphen, the space and the line feed; what publishers type instead
is mapped one to one, so that a span found in the view is a span in the text.
"""

from __future__ import annotations

# Code points of what is typed, and the one character that the rules know.
_PLAINER = {
    # spaces: no-break, ogham, en/em/thin/hair family, narrow no-break, mathematical, ideographic; tab; NUL and BOM
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x00\ufeff",
    # line ends: carriage return, vertical tab, form feed, file, group and record separators, NEL, line, paragraph
    "\n": "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
    # dashes: hyphen, non-breaking, figure, en, em, bar, minus, small and full-width forms
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d",
    # single quotation marks and apostrophes: curly, low, reversed, prime, angle, modifier letter, full-width, accents
    "'": "\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u02bc\uff07`\u00b4",
    # double quotation marks: curly, low, reversed, double prime, angle, full-width, corner brackets
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02\u300c\u300d\u300e\u300f",
}

_TABLE = {ord(odd): plain for plain, odds in _PLAINER.items() for odd in odds}


def view(text: str) -> str:
    """``text`` with odd spaces, line ends, dashes and quotation marks made plain; as long as ``text``, always."""
    return text.translate(_TABLE)

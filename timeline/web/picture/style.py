"""How is a picture coloured? By the page's own tokens, so that light and dark are the page's; lines and letters here.

The style stands in the file, for a picture is one file. Its hash is the only style that the file's policy allows.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

LINES = """
svg { --family: var(--ink); font-family: Inter, "Noto Sans", system-ui, sans-serif; font-size: 12px; }
text { fill: var(--ink); }
.water { fill: var(--water); }
.paper { fill: var(--paper); }
.land { fill: var(--land); }
.border, .disputed { fill: none; stroke: var(--border); stroke-width: 1.1; }
.disputed { stroke: var(--border-disputed); stroke-dasharray: 3 3; }
.frame { fill: none; stroke: var(--rule); }
.edge, .hollow, .under { fill: none; stroke: var(--family); }
.hollow, .under { stroke: var(--paper); }
.outline { stroke: var(--family); }
.disc { fill: var(--paper); }
.full { fill: var(--family); }
.chosen { stroke: var(--select); }
.sign { font-weight: 600; fill: var(--family); text-anchor: middle; }
.count { font-weight: 600; text-anchor: middle; }
.name { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
.ground { fill: var(--label); font-weight: 600; text-anchor: middle; }
.aside { fill: var(--label); font-size: 10px; }
.middle { text-anchor: middle; }
.end { text-anchor: end; }
.rule { stroke: var(--rule); }
.strong { stroke: var(--rule-strong); }
.ink { stroke: var(--ink); }
.future { fill: var(--wash); }
.heap { fill: var(--rule-strong); opacity: 0.55; }
"""


@cache
def style(tokens: Path) -> str:
    """The style sheet of every picture; ``tokens`` is the file of the page's colours."""
    return tokens.read_text(encoding="utf-8") + LINES


def policy(sheet: str) -> str:
    """The Content-Security-Policy of a picture with that style sheet: its own style and nothing else."""
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"

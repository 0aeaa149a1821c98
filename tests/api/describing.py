"""What Schemathesis has to know beyond the API's description: which texts are filters, which end comes first.

No JSON Schema can say either, of boxes or of intervals. `schemathesis run` imports the module that SCHEMATHESIS_HOOKS
names.
"""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import strategies as st

# Every layer has a publisher and a day of publication.
CONDITIONS = st.sampled_from(
    [
        "publisher = 'Hand Press'",
        "publisher LIKE '%press%'",
        "CASEI(publisher) LIKE CASEI('%PRESS%')",
        "publisher IN ('Hand Press', 'Second Press')",
        "publisher BETWEEN 'A' AND 'M'",
        "published >= DATE('2022-02-03')",
        "published < TIMESTAMP('2022-02-05T00:00:00Z')",
        "T_INTERSECTS(published, INTERVAL('2022-02-02', '..'))",
        "id IS NOT NULL",
        "true",
    ]
)
FILTERS = st.recursive(
    CONDITIONS,
    lambda inner: (
        st.builds("({}) AND ({})".format, inner, inner)
        | st.builds("({}) OR ({})".format, inner, inner)
        | st.builds("NOT ({})".format, inner)
    ),
    max_leaves=4,
)
schemathesis.openapi.format("cql2", FILTERS)


@schemathesis.hook
def filter_case(_context: Any, case: Any) -> bool:
    """Whether a request is asked: none with a filter in the other language, none that ends before it begins."""
    query = case.query or {}
    other = "filter" in query and query.get("filter-lang") == "cql2-json"
    return not other and _in_order(query.get("bbox")) and _in_time(query.get("datetime"))


def _in_order(box: Any) -> bool:
    try:
        edges = [float(edge) for edge in (box.split(",") if isinstance(box, str) else box or ())]
    except (TypeError, ValueError):
        return True  # no box at all, and to be refused
    half = len(edges) // 2
    return len(edges) not in (4, 6) or all(low <= high for low, high in zip(edges[:2], edges[half:], strict=False))


def _in_time(interval: Any) -> bool:
    start, _, end = str(interval).partition("/")
    return min(len(start), len(end)) < len("2022-01-31") or start[:10] < end[:10]

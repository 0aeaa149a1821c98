"""How fast is the analysts' service, beside the peers that they would have? ``python -m benchmarks.service``."""

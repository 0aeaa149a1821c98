"""Places and shapes: a gazetteer, its candidates for a name, and geometries. It has never heard of a briefing."""

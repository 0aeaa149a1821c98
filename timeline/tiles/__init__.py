"""The events of an edition as vector tiles: where they lie on the map's square, how many, and in which bytes."""

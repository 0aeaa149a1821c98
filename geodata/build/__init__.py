"""Makes ``geodata/data`` from pinned packages: ``python -m geodata.build``. Nothing here is needed at run time."""

"""What do programs of analysts ask? OGC API - Features under ``/api``: parts 1 to 3, and schemas of part 5."""

"""The web: pages, layers and embed, served from the newest edition."""

from __future__ import annotations

from timeline.web.app import create_app

__all__ = ["create_app"]

"""Dateline: written briefings become a map with a linked chronology.

``timeline.model`` has the nouns, ``timeline.pipeline`` the verbs in order.
"""

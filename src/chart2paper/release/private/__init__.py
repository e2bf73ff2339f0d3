"""The formal option: counts and means with differential privacy in place of the ordinary release.

What it promises, what it costs and what it does not cover: docs/differential_privacy.md.
"""

"""Formatted already."""

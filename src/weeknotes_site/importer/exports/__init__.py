"""Exports of blogging services, and feeds."""

"""Markup that probably does not mean what its writer intended, with one module per rule.

Rules that are not certain stay silent. Each examines only notes that contain one of its signs, and takes linear time.
"""

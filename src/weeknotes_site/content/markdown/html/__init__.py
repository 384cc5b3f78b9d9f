"""Tokens to safe HTML: the renderer, raw HTML, targets of links and pictures."""

"""Saved web pages, and the pages of Confluence, Notion and Google Docs."""

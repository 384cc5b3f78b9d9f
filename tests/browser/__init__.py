"""Tests in a real browser: pages are accessible and readable on any screen."""

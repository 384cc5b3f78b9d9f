"""WordPress exports: posts, their blocks and shortcodes, and what they refer to."""

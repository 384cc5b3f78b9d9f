"""WordPress exports: posts, their blocks and shortcodes, and their people and uploads."""

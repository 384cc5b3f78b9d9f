"""What only a browser can tell: that everybody can read the pages, on any screen, by any means."""

"""What a site generator's settings and data files say of its pages."""

"""Files in, notes and teams out, with a located diagnostic for everything that is wrong with them."""

"""Front matter: find the block, read its YAML with positions, read each value by the type of its field."""

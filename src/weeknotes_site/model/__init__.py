"""The values that everything else speaks of: frozen, complete, and free of I/O."""

"""The values that everything else uses: frozen, complete and without I/O."""

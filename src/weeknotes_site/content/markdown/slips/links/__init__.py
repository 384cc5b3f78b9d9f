"""Links, references, definitions and footnotes that do not become what was meant."""

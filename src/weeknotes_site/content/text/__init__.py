"""The text of one file: bytes decoded, damaged characters found, line numbers kept."""

"""The syntax of notes: the parser, and one module per rule that is ours."""

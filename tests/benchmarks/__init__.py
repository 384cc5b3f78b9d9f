"""Commands that measure, not tests that judge: the machine decides how fast is fast."""

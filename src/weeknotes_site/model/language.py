"""Language tags."""

import re

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""The form of a tag (BCP 47): `en`, `cy`, `zh-Hans`."""

"""What a note's front matter may hold, for other programs: a JSON Schema, and the forms of a CMS."""

from weeknotes_site.schema.cms import cms_config
from weeknotes_site.schema.front_matter import front_matter_schema

__all__ = ["cms_config", "front_matter_schema"]

"""Front matter for other programs: a JSON Schema, and a CMS configuration."""

from weeknotes_site.schema.cms import cms_config
from weeknotes_site.schema.front_matter import front_matter_schema

__all__ = ["cms_config", "front_matter_schema"]

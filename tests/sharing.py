"""Which tests `--dist loadscope` keeps in one process: those that share an expensive fixture.

pytest-xdist would keep whole modules together; its marks for groups have no effect with pytest 9.2.
"""

import re

_SITE = re.compile(r"\[(examples|stress|branding|in_[a-z_]+)\b")
_GROUPS = {
    "tests/browser/test_branding.py": "branding",
    "tests/browser/test_layout.py": "stress",
    "tests/browser/test_preview.py": "preview",
    "tests/hosting/test_servers.py": "servers",
    "tests/hostile/test_paths.py": "paths",
    "tests/hostile/test_sinks.py": "sinks",
    "tests/new_site/test_pipelines.py": "pipelines",
    "tests/search/test_page.py": "search",
    "tests/search/test_queries.py": "search",
    "tests/search/test_years.py": "years",
    "tests/test_packaging.py": "packaging",
}


def group_of(test: str) -> str:
    """Return the group of a test by its id; a test that shares nothing is its own group."""
    module, _, name = test.partition("::")
    if module.startswith("tests/browser/") and (site := _SITE.search(name)):
        return site[1]
    return _GROUPS.get(module, test)

"""Where this package was installed from."""

import json
from importlib.metadata import PackageNotFoundError, distribution

DISTRIBUTION = "weeknotes-site"


def installed_from() -> str:
    """Return the requirement to install this package elsewhere (PEP 610); empty if it is only local."""
    try:
        package = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return ""
    said = package.read_text("direct_url.json")
    if not said:
        return f"{DISTRIBUTION}[all]=={package.version}"  # installed from an index
    origin = json.loads(said)
    url = str(origin.get("url", ""))
    if not url.startswith("https://"):
        return ""
    revision = origin.get("vcs_info", {})
    return f"{DISTRIBUTION}[all] @ " + (f"git+{url}@{revision['commit_id']}" if revision else url)

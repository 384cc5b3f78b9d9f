"""Pipelines that check and publish a site and, optionally, announce each week."""

import json
import shlex
from collections.abc import Mapping

from msgspec import Struct

from weeknotes_site.new_site.constraints import CONSTRAINTS
from weeknotes_site.new_site.filling import fill_in

PLACEHOLDER = "weeknotes-site[all] @ git+https://REPLACE-ME.example/weeknotes-site.git"
"""Used if it is unknown where the package can be installed from."""

PIPELINES: Mapping[str, str] = {
    "github": ".github/workflows/weeknotes.yml",
    "gitlab": ".gitlab-ci.yml",
    "forgejo": ".forgejo/workflows/weeknotes.yml",
    "bitbucket": "bitbucket-pipelines.yml",
    "azure": "azure-pipelines.yml",
}
CHANNELS: Mapping[str, tuple[str, ...]] = {
    "slack": ("SLACK_WEBHOOK",),
    "teams": ("TEAMS_WEBHOOK",),
    "mail": ("SMTP_URL", "SMTP_USER", "MAIL_FROM", "MAIL_TO"),
}
"""Channels for announcements, and the secrets they need."""

_BASE_URLS = {"github": '--base-url "$BASE_URL/"', "gitlab": '--base-url "$CI_PAGES_URL/"'}
"""Options for forges that pass the site's URL to the pipeline; for others, it is in the settings."""
_SECRETS = {"github": "${{{{ secrets.{} }}}}", "forgejo": "${{{{ secrets.{} }}}}", "azure": "$({})"}


class Pipeline(Struct, frozen=True, kw_only=True):
    """Values of a pipeline."""

    ci: str
    """One of `PIPELINES`."""
    branch: str
    package: str
    """Requirement for `pip install`; empty if unknown."""
    constrained: bool
    """Whether the repository has a `constraints.txt`."""
    announce: str
    """One of `CHANNELS`, or empty."""


def write_pipeline(pipeline: Pipeline) -> str:
    """Return the contents of the pipeline's file."""
    package = pipeline.package or PLACEHOLDER
    shared = {
        "BRANCH": pipeline.branch,
        "PACKAGE": json.dumps(package),
        "EXPORT_PACKAGE": json.dumps(f"export WEEKNOTES={shlex.quote(package)}"),
        "CONSTRAINTS": f"-c {CONSTRAINTS}" if pipeline.constrained else "",
    }
    announces = pipeline.announce in CHANNELS
    return fill_in(
        f"ci/{pipeline.ci}.yml",
        **shared,
        PUSH=fill_in("ci/push.sh"),
        ANNOUNCE=_announcement(pipeline, shared) if announces else "",
        INPUTS=fill_in("announce/inputs.yml") if announces else "",
        PARAMETERS=fill_in("announce/parameters.yml") if announces else "",
    )


def _announcement(pipeline: Pipeline, shared: Mapping[str, str]) -> str:
    secrets = CHANNELS[pipeline.announce]
    pattern = _SECRETS.get(pipeline.ci, "")
    return fill_in(
        f"announce/{pipeline.ci}.yml",
        **shared,
        SCRIPT=fill_in(f"announce/{pipeline.announce}.sh", BASE_URL=_BASE_URLS.get(pipeline.ci, "")),
        SECRETS="\n".join(f"{name}: {pattern.format(name)}" for name in secrets),
        NAMES=", ".join(secrets),
    )

"""Links into a repository on the web: which forge hosts it, and its pages to edit, follow and add a file."""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from msgspec import Struct


class Forge(Struct, frozen=True, kw_only=True):
    """The addresses of one kind of forge, as patterns for `str.format`."""

    title: str
    edit: str
    history: str
    new: str
    """The new-file page; a forge without an address for it gets the folder, whose page has a button."""
    fills_in: bool = False
    """Whether the new-file page takes the file's name and text from its address."""


_FORGEJO = Forge(
    title="Forgejo",
    edit="{page}/_edit/{branch}/{path}",
    history="{page}/commits/branch/{branch}/{path}",
    new="{page}/_new/{branch}/{path}?filename={name}&value={text}",
    fills_in=True,
)

FORGES: Mapping[str, Forge] = {
    "github": Forge(
        title="GitHub",
        edit="{page}/edit/{branch}/{path}",
        history="{page}/commits/{branch}/{path}",
        new="{page}/new/{branch}/{path}?filename={name}&value={text}",
        fills_in=True,
    ),
    "gitlab": Forge(
        title="GitLab",
        edit="{page}/-/edit/{branch}/{path}",
        history="{page}/-/commits/{branch}/{path}",
        new="{page}/-/new/{branch}/{path}?file_name={name}",
    ),
    "forgejo": _FORGEJO,
    "gitea": _FORGEJO,
    "bitbucket": Forge(
        title="Bitbucket Cloud",
        edit="{page}/src/{branch}/{path}?mode=edit&spa=0&at={branch}",
        history="{page}/history-node/{branch}/{path}?at={branch}",
        new="{page}/src/{branch}/{path}/?at={branch}",
    ),
    "azure": Forge(
        title="Azure DevOps",
        edit="{page}?path=/{path}&version=GB{branch}&_a=contents",
        history="{page}?path=/{path}&version=GB{branch}&_a=history",
        new="{page}?path=/{path}&version=GB{branch}",
    ),
}

_BY_HOST: Mapping[str, re.Pattern[str]] = {
    "github": re.compile(r"(.+\.)?github\..+|.+\.ghe\.com"),
    "gitlab": re.compile(r".*gitlab.*"),
    "forgejo": re.compile(r"codeberg\.org|.*(forgejo|gitea).*"),
    "bitbucket": re.compile(r"bitbucket\.org"),  # Data Center, on hosts of its own, has other addresses
    "azure": re.compile(r"dev\.azure\.com|.+\.visualstudio\.com"),
}
# A repository's path, and what a browser's address bar shows below it.
_PATHS: Mapping[str, re.Pattern[str]] = {
    "github": re.compile(r"(/[^/]+/[^/]+)(?:/.*)?"),
    "gitlab": re.compile(r"(/[^/]+/.+?)(?:/-/.*)?"),
    "forgejo": re.compile(r"(/.+?/[^/]+)(?:/(?:src|commits|_edit|_new|issues|pulls)/.*)?"),
    "bitbucket": re.compile(r"(/[^/]+/[^/]+)(?:/.*)?"),
    "azure": re.compile(r"((?:/[^/]+)+/_git/[^/]+)"),
}
_ANY_PATH = re.compile(r"(/.+)")
_SCP_LIKE = re.compile(r"(?:[\w.+-]+@)?([\w-]+(?:\.[\w-]+)+):(?!//)(?!\d+/)(.+)")
_WITHOUT_SCHEME = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?/.+")
_AZURE_SSH = re.compile(r"/v3/([^/]+)/([^/]+)/([^/]+)")
_SSH_SCHEMES = ("ssh", "git", "git+ssh")


def repository_page(repository: str) -> str:
    """Return a repository's web page from its address for git, ssh or the browser; empty where it has none."""
    try:
        parts = urlsplit(_with_scheme(repository.strip()))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if not host or parts.scheme not in ("https", "http", *_SSH_SCHEMES):
        return ""
    path = "/" + parts.path.strip("/").removesuffix(".git")
    if host in ("ssh.dev.azure.com", "vs-ssh.visualstudio.com"):
        found = _AZURE_SSH.fullmatch(path)
        return "https://dev.azure.com/{}/{}/_git/{}".format(*found.groups()) if found else ""
    host = host.removeprefix("www.")
    found = _PATHS.get(forge_of_host(host), _ANY_PATH).fullmatch(path)
    if not found:
        return ""
    if parts.scheme in _SSH_SCHEMES:
        return f"https://{host}{found[1]}"
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{found[1]}"


def forge_of_host(host: str) -> str:
    """Return the key in `FORGES` that a host's name tells, else nothing."""
    return next((name for name, pattern in _BY_HOST.items() if pattern.fullmatch(host)), "")


class RepositoryLinks(Struct, frozen=True, kw_only=True):
    """The links into one repository at one branch."""

    page: str
    forge: Forge
    branch: str

    def edit(self, path: str) -> str:
        """Return where a file can be edited in the browser."""
        return self._fill(self.forge.edit, path)

    def history(self, path: str) -> str:
        """Return where a file's earlier versions are listed."""
        return self._fill(self.forge.history, path)

    def new(self, folder: str, name: str, text: str) -> str:
        """Return where a file can be added to a folder, with its name and text where the forge takes them."""
        return self._fill(self.forge.new, folder, name, text)

    def _fill(self, pattern: str, path: str, name: str = "", text: str = "") -> str:
        return pattern.format(
            page=self.page,
            branch=quote(self.branch),
            path=quote(path),
            name=quote(name, safe=""),
            text=quote(text, safe=""),
        )


def repository_links(repository: str, forge: str, branch: str) -> RepositoryLinks | None:
    """Return the links into a repository; None where it has no web page, or its forge is unknown."""
    page = repository_page(repository)
    known = FORGES.get(forge or forge_of_host(urlsplit(page).hostname or ""))
    return RepositoryLinks(page=page, forge=known, branch=branch) if page and known else None


def _with_scheme(address: str) -> str:
    if found := _SCP_LIKE.fullmatch(address):
        return f"ssh://{found[1]}/{found[2].lstrip('/')}"
    return f"https://{address}" if _WITHOUT_SCHEME.fullmatch(address) else address

"""Links into a repository on the web: which forge hosts it, and its pages to edit, follow and add a file."""

import re
from collections.abc import Mapping
from urllib.parse import quote

from msgspec import Struct

from weeknotes_site.model.addresses import host_of, split_address
from weeknotes_site.regex import regex


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

_DATA_CENTER = "bitbucket-data-center"
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
        edit="{page}/src/{encoded_branch}/{path}?mode=edit&spa=0&at={encoded_branch}",
        history="{page}/history-node/{encoded_branch}/{path}?at={encoded_branch}",
        new="{page}/src/{encoded_branch}/{path}/?at={encoded_branch}",
    ),
    # Only the file has an address; its page has buttons to edit it and for its history.
    _DATA_CENTER: Forge(
        title="Bitbucket Data Center",
        edit="{page}/browse/{path}?at=refs%2Fheads%2F{encoded_branch}",
        history="{page}/browse/{path}?at=refs%2Fheads%2F{encoded_branch}",
        new="{page}/browse/{path}?at=refs%2Fheads%2F{encoded_branch}",
    ),
    "azure": Forge(
        title="Azure DevOps",
        edit="{page}?path=/{path}&version=GB{branch}&_a=contents",
        history="{page}?path=/{path}&version=GB{branch}&_a=history",
        new="{page}?path=/{path}&version=GB{branch}",
    ),
}

_BY_HOST: Mapping[str, re.Pattern[str]] = {
    "github": regex(r"(.+\.)?github\.(?!io$).+|.+\.ghe\.com"),
    "gitlab": regex(r"(?!.*\.gitlab\.io$).*gitlab.*"),
    "forgejo": regex(r"codeberg\.org|.*(forgejo|gitea).*"),
    "bitbucket": regex(r"(?!.*\.bitbucket\.io$).*bitbucket.*"),
    "azure": regex(r"dev\.azure\.com"),
}
_SSH_HOSTS: Mapping[str, str] = {
    "ssh.github.com": "github.com",
    "altssh.gitlab.com": "gitlab.com",
    "altssh.bitbucket.org": "bitbucket.org",
}
"""Hosts for ssh through port 443, which have no pages."""
_PARTS_OF_FORGEJO = (
    "src|commits?|_edit|_new|issues|pulls|wiki|releases|settings|activity|actions|branches|tags|projects"
)
_FORGEJO_PATH = regex(rf"(/.+?/[^/]+)(?:/(?:{_PARTS_OF_FORGEJO})(?:/.*)?)?")
# A repository's path, and what a browser's address bar shows below it.
_PATHS: Mapping[str, re.Pattern[str]] = {
    "github": regex(r"(/[^/]+/[^/]+)(?:/.*)?"),
    "gitlab": regex(r"(/[^/]+/.+?)(?:/(?:-|tree|blob|commits)/.*)?"),
    "forgejo": _FORGEJO_PATH,
    "gitea": _FORGEJO_PATH,
    "bitbucket": regex(r"(/[^/]+/[^/]+)(?:/.*)?"),
    _DATA_CENTER: regex(r"(.*/projects/[^/]+/repos/[^/]+)(?:/.*)?"),
    "azure": regex(r"((?:/[^/]+)+/_git/[^/]+)(?:/.*)?"),
}
# https://git-scm.com/docs/git-check-ref-format
_BRANCH = regex(
    r"(?!refs/|[/.-]|@$)(?![^\n]*(?:\.\.|//|/\.|@\{|\.lock(?:/|$)))[^\x00-\x20\x7f~^:?*\[\\]{1,250}(?<![/.])"
)
_ANY_PATH = regex(r"(/.+)")
_SCP_LIKE = regex(r"(?:[\w.+-]+@)?([\w-]+(?:\.[\w-]+)+):(?!//)(?!\d+/)(.+)")
_WITHOUT_SCHEME = regex(r"(?:[^/@\s]+:[^/@\s]+@)?[\w-]+(\.[\w-]+)+(:\d+)?/.+")
_SCHEME = regex(r"[a-z][a-z0-9+.-]*:/+", re.IGNORECASE)
_AZURE_SSH = regex(r"/v3/([^/]+)/([^/]+)/([^/]+)")
_AZURE_PROJECT = regex(r"(/[^/]+)/_git/([^/]+)(.*)")
_DATA_CENTER_USER = regex(r"(.*)/users/([^/]+)/repos/(.+)")
_DATA_CENTER_GIT = regex(r"(?:(|/.*)/scm)?/([^/]+)/([^/]+)")
PATH_CHARACTERS = "/%~!$&'()*+,;=:@"
"""Characters that stay in the path of a URL (RFC 3986); what is encoded already stays, too."""
_GITHUB, _GITHUB_RAW = "https://github.com/", "https://raw.githubusercontent.com/"
_SSH_SCHEMES = ("ssh", "git", "git+ssh", "ssh+git")


def is_branch(name: str) -> bool:
    """Return whether git allows a name for a branch; `@` is its short form of `HEAD`."""
    return _BRANCH.fullmatch(name) is not None


def repository_page(repository: str, forge: str = "") -> str:
    """Return a repository's web page from its address for git, ssh or the browser; empty if it has none.

    `forge` is the one in the settings; if empty, the host's name decides.
    """
    parts = split_address(_with_scheme(repository.strip()))
    host, port = parts.hostname or "", parts.port
    if not host or parts.scheme not in ("https", "http", *_SSH_SCHEMES):
        return ""
    host = _SSH_HOSTS.get(host, host.removeprefix("www."))
    host, path = _as_browsed(host, "/" + parts.path.strip("/").removesuffix(".git"), forge)
    found = _PATHS.get(forge_of_host(host, forge), _ANY_PATH).fullmatch(path)
    if not found:
        return ""
    address = f"[{host}]" if ":" in host else host
    if port and parts.scheme not in _SSH_SCHEMES:
        address += f":{port}"
    return f"{'http' if parts.scheme == 'http' else 'https'}://{address}{quote(found[1], safe=PATH_CHARACTERS)}"


def forge_of_host(host: str, named: str = "") -> str:
    """Return the key in `FORGES` from the settings, else from the host's name; empty if unknown."""
    forge = named or next((name for name, pattern in _BY_HOST.items() if pattern.fullmatch(host)), "")
    return _DATA_CENTER if forge == "bitbucket" and host != "bitbucket.org" else forge


def without_login(address: str) -> str:
    """Return an address without its password or token, which a query may have too; the user of ssh is kept."""
    scheme = found[0] if (found := _SCHEME.match(address)) else ""
    rest = address[len(scheme) :]
    is_web, authority = scheme.casefold().startswith("http"), rest.partition("/")[0]
    # After a colon there is a port or a password, which may contain a slash.
    has_password = is_web and ":" in authority and not authority.rpartition(":")[2].isdigit()
    login = (rest if has_password else authority).rpartition("@")[0]
    if login and (is_web or ":" in login):
        rest = rest[len(login) + 1 :]
    return scheme + (rest.partition("?")[0] if is_web else rest)


class RepositoryLinks(Struct, frozen=True, kw_only=True):
    """The links into one repository at one branch."""

    page: str
    forge: Forge
    branch: str
    folder: str
    """The folder in the repository that paths are relative to, ending in `/`; empty for its top."""

    def edit(self, path: str) -> str:
        """Return the URL to edit a file in the browser."""
        return self._fill(self.forge.edit, path)

    def history(self, path: str) -> str:
        """Return the URL that lists a file's earlier versions."""
        return self._fill(self.forge.history, path)

    def new(self, folder: str, name: str, text: str) -> str:
        """Return the URL to add a file to a folder, with its name and text if the forge accepts them."""
        return self._fill(self.forge.new, folder, name, text)

    def _fill(self, pattern: str, path: str, name: str = "", text: str = "") -> str:
        return pattern.format(
            page=self.page,
            branch=quote(self.branch),
            encoded_branch=quote(self.branch, safe=""),
            path=quote(self.folder + path),
            name=quote(name, safe=""),
            text=quote(text, safe=""),
        )


def repository_links(repository: str, forge: str, branch: str, folder: str = "") -> RepositoryLinks | None:
    """Return the links into a folder of a repository; None if it has no web page, or its forge is unknown."""
    page = repository_page(repository, forge)
    known = FORGES.get(forge_of_host(host_of(page), forge))
    return RepositoryLinks(page=page, forge=known, branch=branch, folder=folder) if page and known else None


def addresses_of_files(repository: str, forge: str, branch: str, folder: str) -> frozenset[str]:
    """Return the beginnings of the addresses at which a forge shows the files of a folder, on the site's branch."""
    page = repository_page(repository, forge)
    if not page:
        return frozenset()
    shown = [
        f"{page}/{part}"
        for part in ("blob", "raw", "-/blob", "-/raw", "src", "src/branch", "raw/branch", "media/branch")
    ]
    if page.startswith(_GITHUB):
        shown.append(f"{_GITHUB_RAW}{page.removeprefix(_GITHUB)}")
    versions = (quote(branch), f"refs/heads/{quote(branch)}", "HEAD")
    return frozenset(f"{one}/{version}/{quote(folder)}" for one in shown for version in versions)


def _with_scheme(address: str) -> str:
    if found := _SCP_LIKE.fullmatch(address):
        return f"ssh://{found[1]}/{found[2].lstrip('/')}"
    return f"https://{address}" if _WITHOUT_SCHEME.fullmatch(address) else address


def _as_browsed(host: str, path: str, forge: str) -> tuple[str, str]:
    """Return host and path for a browser, where they differ from those for git."""
    if host in ("ssh.dev.azure.com", "vs-ssh.visualstudio.com"):
        return "dev.azure.com", _AZURE_SSH.sub(r"/\1/\2/_git/\3", path)
    if host.endswith(".visualstudio.com"):
        organisation = host.removesuffix(".visualstudio.com")
        host, path = "dev.azure.com", f"/{organisation}{path.removeprefix('/DefaultCollection')}"
    if host == "dev.azure.com":  # a project's first repository has its name, which is left out
        found = _AZURE_PROJECT.fullmatch(path)
        return host, f"{found[1]}/{found[2]}/_git/{found[2]}" if found else path
    if forge_of_host(host, forge) == _DATA_CENTER:
        if found := _DATA_CENTER_USER.fullmatch(path):
            return host, f"{found[1]}/projects/~{found[2]}/repos/{found[3]}"
        if found := _DATA_CENTER_GIT.fullmatch(path):
            return host, f"{found[1] or ''}/projects/{found[2]}/repos/{found[3]}"
    return host, path

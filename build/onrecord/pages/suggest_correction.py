"""Addresses with which readers begin a correction, in the form that `onrecord apply` reads.

Where `suggestions` is a repository, a correction begins as a new file in `proposals/`, on the page
with which the forge creates files. Everywhere else it begins as an email or an issue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urlencode, urlsplit

from onrecord.archive import proposals_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.model import Episode, Site

# The script of the toolbar replaces the placeholders in brackets (`suggestionUrl` in copy.js).
_PROPOSAL: Final = """\
# ⟦url⟧
# Correct the words after "now", and write your name after "by".
episode: "{slug}"
corrections:
  - at: ⟦at⟧
    was: ⟦was⟧
    now: ⟦was⟧
    why: ""
    by: ""
    on: ⟦on⟧
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Forge:
    """How a kind of forge addresses folders, new files and new issues."""

    tree: str
    """Between the repository and the branch, in the address of a folder."""
    new_file: str
    """The same in the address that begins a new file; empty if it cannot fill in the content."""
    new_issue: str
    """Path of the form for issues, relative to the repository."""
    fields: tuple[str, str] = ("title", "body")
    """Query parameters of that form: title and text of an issue."""


# GitHub and Gitea take `filename` and `value` (go-gitea/gitea#16556, kept by Forgejo). GitLab takes
# `file_name` only: its editor ignores `content` (gitlab.com/gitlab-org/gitlab/-/work_items/594214).
_GITHUB: Final = _Forge(tree="/tree/", new_file="/new/", new_issue="/issues/new")
_FORGEJO: Final = _Forge(tree="/src/branch/", new_file="/_new/", new_issue="/issues/new")
_GITLAB: Final = _Forge(
    tree="/-/tree/",
    new_file="",
    new_issue="/-/issues/new",
    fields=("issue[title]", "issue[description]"),
)
# `/-/tree/` contains `/tree/`.
_FORGES: Final = (_GITLAB, _FORGEJO, _GITHUB)
_HOSTS: Final = {"github.com": _GITHUB, "gitlab.com": _GITLAB, "codeberg.org": _FORGEJO}
_BRANCH: Final = "main"
_OWNER_AND_NAME: Final = 2


def suggest_url(episode: Episode, site: Site, page: str) -> str:
    """Return the address that begins a correction of a page; empty if the archive takes none.

    >>> from onrecord.model import Episode, FrontMatter, Site, Slug
    >>> front, site = FrontMatter(title="Talk"), Site(title="Talks", suggestions="mailto:a@x.org")
    >>> talk = Episode(slug=Slug("talk"), front=front, sentences=(), chapters=())
    >>> suggest_url(talk, site, "episodes/talk/")[:59]
    'mailto:a@x.org?subject=Correction%3A%20Talk&body=%60%60%60y'
    """
    if not site.suggestions:
        return ""
    values = {"url": f"{site.address}{page}", "at": '"0:00"', "was": '""', "on": ""}
    proposal = re.sub(r"⟦(\w+)⟧", lambda match: values[match[1]], _proposal(episode))
    return _form(episode, site.suggestions) + quote(f"```yaml\n{proposal}```\n", safe="")


def suggestion_facts(episode: Episode, site: Site) -> Mapping[str, str]:
    """Return the addresses with which scripts begin a correction; empty if the archive takes none.

    >>> from onrecord.model import Episode, FrontMatter, Site, Slug
    >>> site = Site(title="Talks", suggestions="https://github.com/ann/talks")
    >>> talk = Episode(slug=Slug("talk"), front=FrontMatter(), sentences=(), chapters=())
    >>> suggestion_facts(talk, site)["file"]
    'https://github.com/ann/talks/new/main?filename=content/episodes/talk/proposals/'
    >>> site = Site(title="Talks", suggestions="https://github.com/ann/talks/tree/ann%2Ftrunk/a")
    >>> suggestion_facts(talk, site)["file"]
    'https://github.com/ann/talks/new/ann/trunk?filename=a/content/episodes/talk/proposals/'
    """
    if not site.suggestions:
        return {}
    facts = {"form": _form(episode, site.suggestions), "proposal": _proposal(episode)}
    file = _new_file(episode, site.suggestions)
    return {**facts, "file": file} if file else facts


def _proposal(episode: Episode) -> str:
    return _PROPOSAL.format(slug=episode.slug)


def _form(episode: Episode, address: str) -> str:
    """Return the address of an email or a new issue, up to its text."""
    forge, repository, _ = _find_repository(address)
    if forge:
        address = repository + forge.new_issue
    is_gitlab = forge is _GITLAB or address.endswith(_GITLAB.new_issue)
    title, body = _GITLAB.fields if is_gitlab else _GITHUB.fields
    title = "subject" if address.startswith("mailto:") else title
    query = urlencode({title: f"Correction: {episode.front.title}", body: ""}, quote_via=quote)
    return f"{address}{'&' if '?' in address else '?'}{query}"


def _new_file(episode: Episode, address: str) -> str:
    """Return the address that begins a new file, up to its name; empty if there is none."""
    forge, repository, folder = _find_repository(address)
    if not forge or not forge.new_file:
        return ""
    # A slash in the name of a branch is %2F in the address: else it cannot be told from a folder.
    branch, _, archive = folder.partition("/")
    branch = quote(unquote(branch))
    folders = filter(None, (unquote(archive).strip("/"), proposals_folder(episode.slug)))
    # Forgejo's own links end in a slash.
    slash = "/" if forge is _FORGEJO else ""
    name = quote("/".join(folders))
    return f"{repository}{forge.new_file}{branch}{slash}?filename={name}/"


def _find_repository(address: str) -> tuple[_Forge | None, str, str]:
    """Return the forge of a repository, its address, and its branch with the archive's folder.

    >>> _find_repository("https://git.example.org/ann/talks/src/branch/trunk/a")[1:]
    ('https://git.example.org/ann/talks', 'trunk/a')
    >>> _find_repository("https://gitlab.com/ann/group/talks/")[1:]
    ('https://gitlab.com/ann/group/talks', 'main')
    >>> _find_repository("https://github.com/ann/talks/issues/new")
    (None, '', '')
    """
    for forge in _FORGES:
        repository, mark, folder = address.partition(forge.tree)
        if mark:
            return forge, repository, folder
    parts = urlsplit(address)
    forge_of_host = _HOSTS.get(parts.hostname or "")
    folders = parts.path.strip("/").split("/")
    # Owner and name; groups of GitLab may be nested.
    is_repository = len(folders) == _OWNER_AND_NAME or (
        forge_of_host is _GITLAB and "-" not in folders and folders[-2:] != ["issues", "new"]
    )
    if forge_of_host and is_repository and not parts.query:
        return forge_of_host, address.rstrip("/"), _BRANCH
    return None, "", ""

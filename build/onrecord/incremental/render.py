"""The fourth step of a build: rendering stale pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from onrecord.model import Download, Page
from onrecord.store import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from onrecord.incremental.site import ExpectedFiles, ListedBuild
    from onrecord.store.facts import OutputFact

# Owner of the pages and downloads that show several episodes.
ARCHIVE = ":archive"


class Renderer(Protocol):
    """Puts the theme around pages."""

    @property
    def key(self) -> str:
        """Fingerprint of everything that the theme puts around a page."""
        ...

    def render(
        self, pages: Collection[OutputFact], urls: Collection[str], load: Callable[[str], Page], /
    ) -> Iterator[tuple[str, str]]:
        """Return address and HTML of pages.

        Args:
            pages: that may show each other's titles.
            urls: of those to render.
            load: gives a page by address.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedBuild:
    """Step 4: all stale files are finished, but not in the site yet."""

    listed: ListedBuild
    expected: Collection[ExpectedFiles]
    """The files of owners with changes."""
    paths: tuple[str, ...]
    """Paths of the pages rendered."""


def render(
    listed: ListedBuild,
    renderer: Renderer,
    others: Iterable[ExpectedFiles],
    *,
    whole: bool,
    home_written: bool,
) -> RenderedBuild:
    """Render the stale pages.

    Args:
        listed: the pages and downloads of the site.
        renderer: puts the theme around pages.
        others: files that the renderer publishes by itself.
        whole: it renders all pages by itself.
        home_written: it renders the home page, at least.
    """
    run = _Rendering(listed=listed, renderer=renderer, whole=whole, home_written=home_written)
    expected = [*others, *run.render_episodes(), *run.render_archive()]
    return RenderedBuild(listed=listed, expected=expected, paths=tuple(run.paths))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rendering:
    """Renders stale pages."""

    listed: ListedBuild
    renderer: Renderer
    whole: bool
    home_written: bool
    paths: list[str] = field(default_factory=list)

    def render_episodes(self) -> Iterator[ExpectedFiles]:
        """Render pages of episodes. Those of one episode show each other's titles."""
        listed, store, key = self.listed, self.listed.store, self.renderer.key
        for slug, cached in listed.pages.episodes.cached.items():
            version = f"{cached.key}:{key}"
            if not self.whole and listed.build.files.is_intact(slug, version):
                # Its list of pages need not even be read.
                continue
            facts = store.pages(slug)
            keys = _episode_keys(facts, key) | {
                each.url: each.digest for each in store.downloads(slug)
            }
            expected = listed.expect(slug, version, keys)
            stale = [fact.url for fact in facts if fact.path in expected.stale]
            self._render(facts, stale, store.read_page)
            yield expected

    def render_archive(self) -> Iterator[ExpectedFiles]:
        """Render pages that show several episodes. They do not show each other's titles."""
        pages, files, key = self.listed.pages, self.listed.build.files, self.renderer.key
        version = f"{pages.version}:{key}"
        if not self.whole and files.is_intact(ARCHIVE, version):
            return
        left, keys = files.find_left(ARCHIVE), dict[str, str]()
        for url in pages.urls:
            fact, made = pages.output(url)
            keys[fact.path] = f"{fact.digest}{key}" if fact.kind else fact.digest
            is_current = left.get(fact.path) == keys[fact.path]
            if fact.kind and self.whole and (url or not self.home_written):
                self.paths.append(fact.path)
            elif not is_current and (url or not self.home_written):
                made = made or pages.draft(url).make()
                if isinstance(made, Download):
                    self.listed.build.stage.add(url, made.encoded)
                else:
                    self._render([fact], [url], {url: made}.__getitem__)
        yield self.listed.expect(ARCHIVE, version, keys)

    def _render(
        self, facts: Collection[OutputFact], stale: Collection[str], load: Callable[[str], Page]
    ) -> None:
        if self.whole:
            self.paths.extend(fact.path for fact in facts)
        elif stale:
            for url, html in self.renderer.render(facts, stale, load):
                content = html.encode("utf-8", errors="xmlcharrefreplace")
                self.listed.build.stage.add(path_of(url), content)
                self.paths.append(path_of(url))


def path_of(url: str) -> str:
    """Return the file of a page in the site."""
    return f"{url}index.html"


def _episode_keys(facts: Collection[OutputFact], renderer_key: str) -> dict[str, str]:
    """Return the key of each page of an episode, by path."""
    titles = {fact.url: fact.title for fact in facts}
    around = fingerprint(titles)
    return {
        fact.path: fingerprint(
            fact.digest, titles.get(fact.previous), titles.get(fact.next), around, renderer_key
        )
        for fact in facts
    }

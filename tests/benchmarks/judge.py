"""Judge by reading what a program chooses, keep the verdicts, and score later builds by them.

    python tests/benchmarks/judge.py sample ARCHIVE FILE [--kind quote …] [--count 40]
    python tests/benchmarks/judge.py keep FILE VERDICTS --by editor --on 2026-12-01
    python tests/benchmarks/judge.py score ARCHIVE VERDICTS [--kind quote …] [--list]

1. `sample` draws items of each kind from a fixed sample of episodes into FILE, one JSON object a
line: the text to judge, the words around it, its episode and its place. Headings of the archive are
drawn if the archive is built (`site/topics.json`).
2. A reader sets `verdict` to "yes" (usable, kept, leads to a discussion) or "no", and may say why.
3. `keep` appends the verdicts to VERDICTS (`tests/benchmarks/verdicts/*.jsonl`), with the role of
the reader (indexer, editor, reader) and the date, and without the text (see `judged_items.py`).
4. `score` draws the same sample from a later build and compares it with the verdicts. Items without
a verdict are counted as unjudged; `--list` writes them to the terminal in the format of FILE.

Items are drawn by a digest of seed and identity, so a build that shows some items more or less
still draws the others.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

from judged_items import (
    KINDS,
    Item,
    digest,
    list_archive_headings,
    list_episodes,
    list_items,
    load_site,
)

ROLES = ("indexer", "editor", "reader")
KEPT = ("kind", "episode", "at", "name")


def main() -> None:
    """Run one of the commands."""
    options = _options()
    if options.command == "keep":
        keep(options.file, options.verdicts, options.by, options.on)
    elif options.command == "sample":
        with options.file.open("w", encoding="utf-8") as file:
            file.writelines(f"{_line(item)}\n" for item in draw(options))
    else:
        score(list(draw(options)), read_verdicts(options.verdicts), listing=options.list)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, last in (("sample", "file"), ("score", "verdicts")):
        command = commands.add_parser(name)
        command.add_argument("archive", type=Path)
        command.add_argument(last, type=Path)
        command.add_argument("--kind", choices=KINDS, action="append", help="default: all kinds")
        command.add_argument("--count", type=int, default=40, help="items of each kind")
        command.add_argument("--episodes", type=int, default=20, help="number of episodes")
        command.add_argument("--only", nargs="*", default=(), help="slugs to sample from")
        command.add_argument("--parity", choices=("odd", "even"), help="of the slug's last digit")
        command.add_argument("--seed", default="1")
        if name == "score":
            command.add_argument("--list", action="store_true", help="list the unjudged items")
    command = commands.add_parser("keep")
    command.add_argument("file", type=Path)
    command.add_argument("verdicts", type=Path)
    command.add_argument("--by", choices=ROLES, required=True)
    command.add_argument("--on", type=date.fromisoformat, required=True)
    return parser.parse_args()


def draw(options: argparse.Namespace) -> Iterator[Item]:
    """Step 1: yield the items of the sample, kind by kind."""
    kinds = options.kind or KINDS
    items: defaultdict[str, dict[tuple[str, ...], Item]] = defaultdict(dict)
    for item in _all_items(options, kinds):
        items[item.kind].setdefault(item.identity, item)
    for kind in kinds:
        drawn = sorted(items[kind], key=lambda identity: digest(options.seed, *identity))
        yield from (items[kind][identity] for identity in drawn[: options.count])


def _all_items(options: argparse.Namespace, kinds: Iterable[str]) -> Iterator[Item]:
    if "archive heading" in kinds:
        yield from list_archive_headings(options.archive)
    if {*kinds} != {"archive heading"}:
        slugs = frozenset(options.only) or _of_parity(options.archive, options.parity)
        episodes = list_episodes(options.archive, options.seed, options.episodes, slugs)
        yield from list_items(episodes, load_site(options.archive))


def _of_parity(root: Path, parity: str | None) -> frozenset[str]:
    """Return the slugs that end in an odd or an even digit, to keep half of a show unseen."""
    digits = {"odd": "13579", "even": "02468"}.get(parity or "", "")
    slugs = (path.name for path in (root / "content" / "episodes").iterdir())
    return frozenset(slug for slug in slugs if digits and slug[-1] in digits)


def _line(item: Item) -> str:
    return json.dumps({**asdict(item), "verdict": None, "why": ""}, ensure_ascii=False)


def keep(file: Path, verdicts: Path, by: str, on: date) -> None:
    """Step 3: append the verdicts of a file, in place of earlier ones by the same role.

    Exits with an error if a verdict is neither "yes" nor "no"; items without one are left out.
    """
    kept = {(_identity(one), one["by"]): one for one in _read(verdicts)}
    for number, one in enumerate(_read(file), 1):
        if one["verdict"] not in {"yes", "no", None}:
            sys.exit(f'{file}:{number}: a verdict is "yes", "no" or null, not {one["verdict"]!r}')
        if one["verdict"]:
            new = {name: one[name] for name in (*KEPT, "verdict")}
            why = {"why": one["why"]} if one.get("why") else {}
            kept[_identity(one), by] = {**new, **why, "by": by, "on": f"{on}"}
    lines = sorted(json.dumps(one, ensure_ascii=False) for one in kept.values())
    verdicts.parent.mkdir(parents=True, exist_ok=True)
    verdicts.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def read_verdicts(path: Path) -> dict[tuple[str, ...], bool]:
    """Return the verdict on each item; of several readers, all must say yes."""
    found: dict[tuple[str, ...], bool] = {}
    for one in _read(path):
        said = one["verdict"] == "yes"
        found[_identity(one)] = found.get(_identity(one), True) and said
    return found


def _read(path: Path) -> list[dict[str, str]]:
    """Return the objects of a file, or of all files of a folder; none if it is missing."""
    paths = sorted(path.glob("*.jsonl")) if path.is_dir() else [path] if path.is_file() else []
    lines = (line for each in paths for line in each.read_text(encoding="utf-8").splitlines())
    return [json.loads(line) for line in lines if line.strip()]


def _identity(one: dict[str, str]) -> tuple[str, ...]:
    return tuple(one[name] for name in KEPT)


def score(items: list[Item], verdicts: dict[tuple[str, ...], bool], *, listing: bool) -> None:
    """Step 4: print, for each kind, how many items of the sample are judged right and wrong."""
    counts: Counter[tuple[str, bool | None]] = Counter(
        (item.kind, verdicts.get(item.identity)) for item in items
    )
    print(f"{'':<16} {'drawn':>5} {'right':>5} {'wrong':>5} {'unjudged':>8}  right of judged")
    for kind in dict.fromkeys(item.kind for item in items):
        right, wrong, unjudged = (counts[kind, verdict] for verdict in (True, False, None))
        share = f"{right / (right + wrong):.2f}" if right + wrong else "none judged"
        total = right + wrong + unjudged
        print(f"{kind:<16} {total:>5} {right:>5} {wrong:>5} {unjudged:>8}  {share}")
    if listing:
        print("\n".join(_line(item) for item in items if item.identity not in verdicts))


if __name__ == "__main__":
    main()

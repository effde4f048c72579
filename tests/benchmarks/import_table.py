"""Print a table of what reading transcripts keeps: files, words, repairs, by format.

    python tests/benchmarks/import_table.py FOLDER…

Words are counted by `count_words`, which shares no code with the readers.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from count_words import COUNTED, count_file, count_words
from onrecord import formats


def main() -> None:
    """Print the table, and below it what was no transcript."""
    totals: dict[str, Counter[str]] = {}
    refused: list[str] = []
    for path in sorted(
        path
        for folder in sys.argv[1:]
        for path in Path(folder).rglob("*")
        if path.suffix[1:] in COUNTED
    ):
        source = formats.Source(path=path.name, content=path.read_bytes())
        transcript = formats.read(source)
        if not transcript.cues:
            refused.append(f"{path.name}: {transcript.issues[0].message}")
            continue
        expected = count_file(
            path.name, source.text, {cue.voice for cue in transcript.cues if cue.voice}
        )
        found = count_words(" ".join(cue.text for cue in transcript.cues))
        total = totals.setdefault(transcript.format, Counter())
        total["files"] += 1
        total["words"] += expected.total()
        total["kept"] += (expected & found).total()
        total["invented"] += (found - expected).total()
        total["repaired"] += bool(transcript.issues)
    print(
        "| format | files | words | kept | invented | files with repairs |\n"
        "|---|--:|--:|--:|--:|--:|"
    )
    for name, total in sorted(totals.items()):
        share = 100 * total["kept"] / max(total["words"], 1)
        counts = (
            f"{total['words']:,} | {share:.3f} % | {total['invented']:,} | {total['repaired']:,}"
        )
        print(f"| {name} | {total['files']:,} | {counts} |")
    print("", *(f"- {line}" for line in refused), sep="\n")


if __name__ == "__main__":
    main()

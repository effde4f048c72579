"""Print a table of the differences after transcripts are exported to every format and read again.

    python tests/benchmarks/export_table.py FOLDER…

Below the table: each file with a difference.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from put_back import put_back

COLUMNS = ("files", "words", "lost", "invented", "others", "divided")


def main() -> None:
    """Print the table, and what is not as it was."""
    totals: dict[str, Counter[str]] = {}
    different: list[str] = []
    for path in sorted(
        path for folder in sys.argv[1:] for path in Path(folder).rglob("*") if path.is_file()
    ):
        for extension, back in put_back(path).items():
            total = totals.setdefault(extension, Counter())
            total.update(
                {"files": 1, "words": back.words, "lost": back.lost, "invented": back.invented}
            )
            total.update({"others": back.spoken_by_others, "divided": not back.sentences})
            if back.lost or back.invented or back.spoken_by_others or not back.sentences:
                different.append(f"{path.name} as {extension}: {back}")
    print(
        "| format | files | words | lost | invented | with another speaker | files divided "
        "otherwise |\n|---|--:|--:|--:|--:|--:|--:|"
    )
    for extension, total in totals.items():
        print(f"| {extension} | {' | '.join(f'{total[key]:,}' for key in COLUMNS)} |")
    print("", *(f"- {line}" for line in different), sep="\n")


if __name__ == "__main__":
    main()

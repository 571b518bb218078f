"""Groups of texts that must not be torn apart by a fold: one story, or nearly the same words."""

from collections.abc import Sequence

ALIKE = 0.3  # share of common three-sign pieces from which two texts count as near duplicates


def groups(rows: Sequence[dict]) -> list[int]:
    """A group number a row; rows of one `story` or alike in wording share it."""
    leader = list(range(len(rows)))

    def find(row: int) -> int:
        while leader[row] != row:
            row = leader[row]
        return row

    stories: dict[str, int] = {}
    holders: dict[str, list[int]] = {}
    pieces = [_pieces(row["text"]) for row in rows]
    for number, row in enumerate(rows):
        if row.get("story"):
            leader[find(number)] = find(stories.setdefault(row["story"], number))
        shared: dict[int, int] = {}
        for piece in pieces[number]:
            for other in holders.setdefault(piece, []):
                shared[other] = shared.get(other, 0) + 1
            holders[piece].append(number)
        for other, common in shared.items():
            if common >= ALIKE * min(len(pieces[number]), len(pieces[other])):
                leader[find(number)] = find(other)
    return [find(number) for number in range(len(rows))]


def _pieces(text: str) -> set[str]:
    return {text[at : at + 3] for at in range(len(text) - 2)}

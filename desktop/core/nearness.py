"""How far two words are apart in slips of the keyboard."""

from __future__ import annotations


def distance(first: str, second: str, most: int) -> int:
    """Return how many letters were missed, added, mistaken or swapped with the next; ``most`` + 1 for any more.

    The optimal string alignment distance, given up as soon as no way is short enough.
    """
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for at, letter in enumerate(first, 1):
        before, above, row = row, before, [at]
        for place, other in enumerate(second, 1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != other))
            if at > 1 and place > 1 and letter == second[place - 2] and first[at - 2] == other:
                cost = min(cost, above[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def slips_allowed(word: str) -> int:
    """Return how many slips a word of this length may hold and still be taken for another."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2

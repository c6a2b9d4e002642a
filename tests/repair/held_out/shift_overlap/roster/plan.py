from .shifts import length, overlap


def conflicts(shifts):
    """Pairs of indices whose shifts give one person two places at once."""
    found = []
    for i, first in enumerate(shifts):
        for j in range(i + 1, len(shifts)):
            second = shifts[j]
            if first["person"] == second["person"] and overlap(first, second):
                found.append((i, j))
    return found


def hours_by_person(shifts):
    total = {}
    for shift in shifts:
        total[shift["person"]] = total.get(shift["person"], 0) + length(shift)
    return {person: minutes / 60 for person, minutes in total.items()}


def staffed(shifts, minute):
    """Who is at work in a given minute, sorted."""
    return sorted({s["person"] for s in shifts if s["begin"] <= minute < s["end"]})

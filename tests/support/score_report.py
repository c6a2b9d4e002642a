"""What score_diagnose prints of judged logs."""
import collections
import itertools

from score_labels import BadLabel, PASSED

BINS = 10


def shares(judged):
    """Each measure's (right, scored), in the order in which they appear."""
    counts = {}
    for one in judged:
        for name, right in one.measures.items():
            before = counts.get(name, (0, 0))
            counts[name] = (before[0] + right, before[1] + 1)
    return counts


def is_right(one):
    """Whether the first failure is what the label says; None where the label cannot tell."""
    measures = one.measures
    for name in ("key line", "cause", "category", "tests", "tests as the peer"):
        if name in measures:
            return measures[name]
    return False if one.label.category == PASSED else None


def calibration(judged):
    """Expected calibration error of the first failures: the mean distance of confidence and share
    right over ten equal bins, weighted by their sizes (Naeini et al., AAAI 2015)."""
    bins = collections.defaultdict(list)
    for one in judged:
        right = is_right(one) if one.first else None
        if right is not None:
            confidence = one.first["confidence"]
            bins[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    total = sum(map(len, bins.values()))
    rows = []
    error = 0.0
    for index, members in sorted(bins.items()):
        mean = sum(confidence for confidence, _ in members) / len(members)
        share = sum(right for _, right in members) / len(members)
        error += abs(mean - share) * len(members) / total
        rows.append(f"    confidence {mean:.2f}: right {share:.2f} of {len(members)}")
    return error, rows


def fingerprints(judged):
    """Pairs of labelled chunks whose fingerprints do not fit: (collisions, splits). Chunks that
    share no line are different problems, equal ones the same."""
    known = [one for one in judged if one.problem and one.first and one.measures.get("cause")]
    collisions, splits = [], []
    for one, other in itertools.combinations(known, 2):
        same = one.first["fingerprint"] == other.first["fingerprint"]
        pair = f"{one.label.file}  {other.label.file}"
        if one.problem == other.problem and not same:
            splits.append(pair)
        elif same and not set(one.problem) & set(other.problem):
            collisions.append(pair)
    return collisions, splits


def summary_of(one):
    first = one.first
    if not first:
        return "nothing was found"
    tests = f", {len(first['tests'])} tests" if first["tests"] else ""
    return (f"line {first['log_line']}: {first['category']} {first['tool'] or '-'} "
            f"({first['confidence']:.2f}){tests}: {(first['message'] or '')[:100]}")


def expected_of(label):
    parts = []
    if label.category:
        parts.append(label.category)
    if label.lines:
        parts.append("lines {}-{}".format(*label.lines))
    if label.text:
        parts.append(repr(label.text[:100]))
    if label.locations:
        parts.append("at " + ", ".join(f"{file}:{line or '?'}" for file, line in label.locations[:2]))
    tests = label.tests if label.tests is not None else label.peer_tests
    if tests is not None:
        parts.append(f"{len(tests)} tests")
    return ", ".join(parts)


def groups_text(judged, key, title):
    groups = collections.defaultdict(list)
    for one in judged:
        groups[key(one)].append(one)
    if len(groups) < 2:
        return []
    lines = [f"by {title}:"]
    for name, members in sorted(groups.items()):
        parts = [f"{measure} {right}/{scored}" for measure, (right, scored) in
                 shares(members).items() if measure in (
                     "category", "key line", "cause", "location", "tests", "tests as the peer",
                     "no false alarm")]
        lines.append(f"    {name} ({len(members)}): {', '.join(parts)}")
    return lines


def misses_text(judged, limit):
    lines = []
    for measure in shares(judged):
        missed = [one for one in judged if one.measures.get(measure) is False]
        if not missed or " within " in measure or " among " in measure:
            continue
        lines.append(f"missed, {measure}: {len(missed)}")
        for one in missed[:limit]:
            lines.append(f"    {one.label.file}")
            lines.append(f"        expected {expected_of(one.label)}")
            lines.append(f"        found {summary_of(one)}")
    return lines


def text_of(judged, misses):
    lines = misses_text(judged, misses) + groups_text(judged, lambda one: one.label.language,
                                                      "language")
    lines += groups_text(judged, lambda one: one.tool, "tool")
    lines.append(f"{len(judged)} logs")
    for name, (right, scored) in shares(judged).items():
        lines.append(f"    {name}: {right} of {scored} ({100 * right / scored:.1f} %)")
    matched, either = (sum(one.tests[i] for one in judged) for i in (0, 1))
    if either:
        lines.append(f"    names of tests: {matched} of {either} ({100 * matched / either:.1f} %)")
    error, rows = calibration(judged)
    collisions, splits = fingerprints(judged)
    lines += [f"    expected calibration error: {error:.3f}", *rows,
              f"    fingerprints: {len(collisions)} collisions, {len(splits)} splits",
              *(f"        {pair}" for pair in (collisions + splits)[:misses])]
    return "\n".join(lines)


def read_floors(texts):
    floors = {}
    for text in texts:
        name, _, share = text.rpartition("=")
        try:
            floors[name.replace("_", " ")] = float(share)
        except ValueError:
            raise BadLabel(f"--at-least {text}: write it as MEASURE=SHARE") from None
    return floors


def under_floors(judged, floors):
    """A sentence for each measure that is under its floor, or that no label scores."""
    counts = shares(judged)
    lines = []
    for name, floor in floors.items():
        right, scored = counts.get(name, (0, 0))
        if not scored:
            lines.append(f"no label scores {name}")
        elif right / scored < floor:
            lines.append(f"{name} is {right / scored:.3f}, under {floor}")
    return lines

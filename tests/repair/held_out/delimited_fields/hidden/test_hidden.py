import csv
import io
import random

from fields import split_line


def test_round_trip():
    rng = random.Random(1)
    for _ in range(400):
        row = ["".join(rng.choice('ab;" ') for _ in range(rng.randint(0, 6))) for _ in range(rng.randint(1, 5))]
        out = io.StringIO()
        csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="").writerow(row)
        assert split_line(out.getvalue()) == row
        plain = [field.replace(";", "").replace('"', "") for field in row]
        assert split_line("|".join(plain), "|") == plain

import calc
assert calc.add(1, 2) == 3, calc.add(1, 2)

"""Matrices that keep their non-zero cells only."""


class Sparse:
    def __init__(self, rows, columns, cells=None):
        self.rows = rows
        self.columns = columns
        self.cells = {}
        for (row, column), value in (cells or {}).items():
            self.set(row, column, value)

    def set(self, row, column, value):
        if not (0 <= row < self.rows and 0 <= column < self.columns):
            raise IndexError((row, column))
        if value == 0:
            self.cells.pop((row, column), None)
        else:
            self.cells[row, column] = value

    def get(self, row, column):
        return self.cells.get((row, column), 0)

    def transposed(self):
        result = Sparse(self.columns, self.rows)
        for (row, column), value in self.cells.items():
            result.set(row, column, value)
        return result

    def __matmul__(self, other):
        if self.columns != other.rows:
            raise ValueError("sizes do not fit")
        result = Sparse(self.rows, other.columns)
        by_row = {}
        for (row, column), value in other.cells.items():
            by_row.setdefault(row, []).append((column, value))
        for (row, middle), left in self.cells.items():
            for column, right in by_row.get(middle, []):
                result.set(row, column, result.get(row, column) + left * right)
        return result

    def dense(self):
        return [[self.get(r, c) for c in range(self.columns)] for r in range(self.rows)]

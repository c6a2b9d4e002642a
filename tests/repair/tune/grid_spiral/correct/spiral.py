"""Reading orders of a rectangular board."""


def is_rectangle(board):
    return all(len(row) == len(board[0]) for row in board)


def spiral(board):
    """Cells clockwise from the outside in."""
    if not board or not board[0]:
        return []
    if not is_rectangle(board):
        raise ValueError("rows differ in length")
    top, bottom = 0, len(board) - 1
    left, right = 0, len(board[0]) - 1
    cells = []
    while top <= bottom and left <= right:
        cells += board[top][left:right + 1]
        cells += [board[row][right] for row in range(top + 1, bottom + 1)]
        if top < bottom and left < right:
            cells += [board[bottom][column] for column in range(right - 1, left - 1, -1)]
            cells += [board[row][left] for row in range(bottom - 1, top, -1)]
        top, bottom, left, right = top + 1, bottom - 1, left + 1, right - 1
    return cells


def snake(board):
    """Rows in turn from left to right and from right to left."""
    cells = []
    for number, row in enumerate(board):
        cells += row if number % 2 == 0 else row[::-1]
    return cells


def diagonals(board):
    """Sums along the falling diagonals, by column minus row."""
    sums = {}
    for y, row in enumerate(board):
        for x, value in enumerate(row):
            sums[x - y] = sums.get(x - y, 0) + value
    return sums

from spiral import spiral


def test_each_cell_once_and_neighbours():
    for height in range(1, 7):
        for width in range(1, 7):
            board = [[(y, x) for x in range(width)] for y in range(height)]
            cells = spiral(board)
            assert len(cells) == len(set(cells)) == height * width
            assert cells[:width] == board[0]
            assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) == 1 for a, b in zip(cells, cells[1:]))

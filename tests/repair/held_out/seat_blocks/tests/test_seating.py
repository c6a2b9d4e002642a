import unittest

from seating import best_start, blocks, book


class SeatingTest(unittest.TestCase):
    def test_blocks(self):
        self.assertEqual(blocks("..#.#..."), [(0, 2), (3, 1), (5, 3)])
        self.assertEqual(blocks("##"), [])
        self.assertEqual(blocks(""), [])

    def test_smallest_block_first(self):
        self.assertEqual(best_start("....#..#...", 2), 5)

    def test_middle_of_a_block(self):
        self.assertEqual(best_start(".......", 3), 2)

    def test_exact_block(self):
        self.assertEqual(best_start("#...##", 3), 1)

    def test_last_place_of_the_block(self):
        self.assertEqual(best_start("...#####", 2), 1)

    def test_book(self):
        self.assertEqual(book("...#", 2), (".###", 1))
        self.assertIsNone(book(".#.", 2))

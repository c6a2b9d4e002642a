"""A prefix tree from dialling codes to places."""


class Node:
    def __init__(self):
        self.children = {}
        self.place = None


class Directory:
    def __init__(self):
        self._root = Node()
        self._count = 0

    def __len__(self):
        return self._count

    def add(self, code, place):
        node = self._root
        for digit in code:
            node = node.children.setdefault(digit, Node())
        if node.place is None:
            self._count += 1
        node.place = place

    def lookup(self, number):
        """The place of the longest known code that a number starts with."""
        node = self._root
        best = node.place
        for digit in number:
            node = node.children.get(digit)
            if node is None:
                break
            if node.place is not None:
                best = node.place
        return node.place if node else best

    def codes(self, prefix=""):
        """All codes below a prefix, sorted."""
        node = self._root
        for digit in prefix:
            if digit not in node.children:
                return []
            node = node.children[digit]
        found = []
        self._collect(node, prefix, found)
        return found

    def _collect(self, node, path, found):
        if node.place is not None:
            found.append(path)
        for digit in sorted(node.children):
            self._collect(node.children[digit], path + digit, found)

"""Undo and redo for a line editor."""


class Editor:
    def __init__(self, text=""):
        self.text = text
        self._undo = []
        self._redo = []

    def _remember(self):
        self._undo.append(self.text)
        self._redo.clear()

    def insert(self, position, piece):
        if not 0 <= position <= len(self.text):
            raise IndexError(position)
        self._remember()
        self.text = self.text[:position] + piece + self.text[position:]

    def delete(self, start, count):
        if count < 0 or start < 0 or start + count > len(self.text):
            raise IndexError((start, count))
        self._remember()
        self.text = self.text[:start] + self.text[start + count:]

    def replace(self, old, new):
        """Replaces all; says how many. Nothing is remembered when there is nothing to do."""
        count = self.text.count(old)
        if count:
            self._remember()
            self.text = self.text.replace(old, new)
        return count

    def undo(self):
        if not self._undo:
            return False
        self._redo.append(self.text)
        self.text = self._undo.pop()
        return True

    def redo(self):
        if not self._redo:
            return False
        self._undo.append(self.text)
        self.text = self._redo.pop()
        return True

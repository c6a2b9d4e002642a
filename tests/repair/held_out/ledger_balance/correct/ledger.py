"""A small double-entry ledger: each entry moves money between two accounts."""


class UnknownAccount(KeyError):
    pass


class Ledger:
    def __init__(self, accounts):
        self._balances = {name: 0 for name in accounts}
        self._entries = []

    def post(self, debit, credit, cents, memo=""):
        """Moves cents from the credit account to the debit account."""
        for name in (debit, credit):
            if name not in self._balances:
                raise UnknownAccount(name)
        if cents <= 0:
            raise ValueError("an entry moves a positive amount")
        self._balances[debit] += cents
        self._balances[credit] -= cents
        self._entries.append((debit, credit, cents, memo))

    def reverse_last(self):
        """Takes the newest entry back and returns it."""
        if not self._entries:
            raise ValueError("nothing to reverse")
        debit, credit, cents, memo = self._entries.pop()
        self._balances[debit] -= cents
        self._balances[credit] += cents
        return debit, credit, cents, memo

    def balance(self, name):
        return self._balances[name]

    def statement(self, name):
        """Lines of (memo, change, running balance) for one account."""
        running = 0
        lines = []
        for debit, credit, cents, memo in self._entries:
            if name not in (debit, credit):
                continue
            change = cents if name == debit else -cents
            running += change
            lines.append((memo, change, running))
        return lines

    def trial_balance(self):
        return sum(self._balances.values())

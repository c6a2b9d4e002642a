"""Matching of bank lines with open invoices."""


class Matcher:
    def __init__(self, tolerance=0):
        self.tolerance = tolerance

    def candidates(self, line, invoices):
        """Invoices that a bank line could pay, best first."""
        fitting = [inv for inv in invoices if abs(inv["amount"] - line["amount"]) <= self.tolerance]
        return sorted(fitting, key=lambda inv: (inv["number"] not in line["text"],
                                                abs(inv["amount"] - line["amount"]), inv["number"]))

    def match(self, lines, invoices, paid=set()):
        """(pairs of text and invoice number, numbers still open)."""
        pairs = []
        for line in lines:
            for invoice in self.candidates(line, invoices):
                if invoice["number"] not in paid:
                    paid.add(invoice["number"])
                    pairs.append((line["text"], invoice["number"]))
                    break
        return pairs, [inv["number"] for inv in invoices if inv["number"] not in paid]


def open_amount(invoices, numbers):
    return sum(inv["amount"] for inv in invoices if inv["number"] in numbers)

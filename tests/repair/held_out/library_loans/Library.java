import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lends books for 28 days; late days cost 20 cents each, at most 500. */
class Library {
    static final int LOAN_DAYS = 28;
    static final int FEE_PER_DAY = 20;
    static final int LARGEST_FEE = 500;

    private record Loan(String reader, int due) {}

    private final Map<String, Loan> loans = new HashMap<>();
    private final Map<String, Integer> owed = new HashMap<>();

    void lend(String book, String reader, int day) {
        if (loans.containsKey(book)) {
            throw new IllegalStateException(book + " is lent");
        }
        if (debt(reader) > 0) {
            throw new IllegalStateException(reader + " owes money");
        }
        loans.put(book, new Loan(reader, day + LOAN_DAYS));
    }

    /** The fee of this return. */
    int giveBack(String book, int day) {
        Loan loan = loans.remove(book);
        if (loan == null) {
            throw new IllegalArgumentException(book + " is not lent");
        }
        int late = day - loan.due();
        int fee = Math.min(late * FEE_PER_DAY, LARGEST_FEE);
        owed.merge(loan.reader(), fee, Integer::sum);
        return fee;
    }

    int debt(String reader) {
        return owed.getOrDefault(reader, 0);
    }

    void pay(String reader, int cents) {
        owed.put(reader, Math.max(0, debt(reader) - cents));
    }

    /** Books that should be back by a day, sorted. */
    List<String> overdue(int day) {
        List<String> books = new ArrayList<>();
        for (Map.Entry<String, Loan> entry : loans.entrySet()) {
            if (entry.getValue().due() < day) {
                books.add(entry.getKey());
            }
        }
        books.sort(null);
        return books;
    }
}

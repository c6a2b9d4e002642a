import java.util.List;

public class LibraryTest {
    static void check(boolean good, String what) {
        if (!good) {
            throw new AssertionError(what);
        }
    }

    static void testReturnInTime() {
        Library library = new Library();
        library.lend("atlas", "ann", 1);
        check(library.giveBack("atlas", 29) == 0, "no fee on the last day");
        check(library.debt("ann") == 0, "nothing owed");
    }

    static void testEarlyReturn() {
        Library library = new Library();
        library.lend("atlas", "ann", 1);
        check(library.giveBack("atlas", 5) == 0, "no fee for an early return");
        library.lend("atlas", "ann", 6);
    }

    static void testLate() {
        Library library = new Library();
        library.lend("atlas", "ann", 1);
        check(library.giveBack("atlas", 32) == 60, "three days");
        library.pay("ann", 100);
        check(library.debt("ann") == 0, "paid");
        library.lend("novel", "ann", 40);
        check(library.giveBack("novel", 400) == 500, "largest fee");
    }

    static void testOverdue() {
        Library library = new Library();
        library.lend("b", "ann", 1);
        library.lend("a", "bob", 1);
        library.lend("c", "bob", 9);
        check(library.overdue(30).equals(List.of("a", "b")), "overdue " + library.overdue(30));
        check(library.overdue(29).isEmpty(), "none is overdue");
    }

    static void testRefuses() {
        Library library = new Library();
        library.lend("b", "ann", 1);
        try {
            library.lend("b", "bob", 2);
            throw new AssertionError("lent twice");
        } catch (IllegalStateException expected) {
            check(library.overdue(100).size() == 1, "still lent");
        }
    }

    public static void main(String[] arguments) {
        testReturnInTime();
        testEarlyReturn();
        testLate();
        testOverdue();
        testRefuses();
        System.out.println("ok");
    }
}

public class Hidden {
    public static void main(String[] arguments) {
        for (int day = 0; day < 100; day++) {
            Library library = new Library();
            library.lend("x", "r", 0);
            int want = day <= 28 ? 0 : Math.min(500, (day - 28) * 20);
            if (library.giveBack("x", day) != want || library.debt("r") != want) {
                throw new AssertionError("day " + day);
            }
            boolean refused = false;
            try {
                library.lend("y", "r", day);
            } catch (IllegalStateException expected) {
                refused = true;
            }
            if (refused != (want > 0)) {
                throw new AssertionError("lending on day " + day);
            }
        }
        try {
            new Library().giveBack("none", 1);
            throw new AssertionError("not lent");
        } catch (IllegalArgumentException expected) {
            System.out.println("ok");
        }
    }
}

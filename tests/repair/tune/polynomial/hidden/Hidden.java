import algebra.Polynomial;

public class Hidden {
    public static void main(String[] arguments) {
        long[][] all = {{}, {3}, {0, 2}, {1, -2, 5}, {0, 0, 0, 4}, {-1, 1, -1, 1, -1}};
        for (long[] a : all) {
            for (long x = -3; x <= 3; x++) {
                long want = 0;
                for (int i = 0, power = 1; i < a.length; i++, power *= (int) x) {
                    want += a[i] * power;
                }
                check(new Polynomial(a).at(x) == want);
                long slope = 0;
                for (int i = 1; i < a.length; i++) {
                    slope += i * a[i] * (long) Math.pow(x, i - 1);
                }
                check(new Polynomial(a).derivative().at(x) == slope);
                for (long[] b : all) {
                    check(new Polynomial(a).times(new Polynomial(b)).at(x) == want * new Polynomial(b).at(x));
                }
            }
        }
        check(new Polynomial(2, -3, 0, 1).toString().equals("x^3 - 3x + 2"));
    }

    static void check(boolean good) {
        if (!good) {
            throw new AssertionError();
        }
    }
}

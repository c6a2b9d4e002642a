import algebra.Polynomial;

public class PolynomialTest {
    private static int failed = 0;

    static void same(Object got, Object want) {
        if (!got.equals(want)) {
            failed++;
            System.err.println("got " + got + ", want " + want + " at " + new Throwable().getStackTrace()[1]);
        }
    }

    static void testValues() {
        same(new Polynomial(1, 2, 3).at(2), 17L);
        same(new Polynomial().at(5), 0L);
        same(new Polynomial(4, 0, 0).degree(), 0);
    }

    static void testText() {
        same(new Polynomial(-1, 0, 3, 1).toString(), "x^3 + 3x^2 - 1");
        same(new Polynomial(0, -1).toString(), "-x");
        same(new Polynomial().toString(), "0");
    }

    static void testProduct() {
        same(new Polynomial(1, 1).times(new Polynomial(-1, 1)).toString(), "x^2 - 1");
        same(new Polynomial().times(new Polynomial(1, 2)).toString(), "0");
    }

    static void testDerivative() {
        same(new Polynomial(7, 5, 3).derivative().toString(), "6x + 5");
        same(new Polynomial(7).derivative().toString(), "0");
        same(new Polynomial().derivative().toString(), "0");
    }

    public static void main(String[] arguments) {
        testValues();
        testText();
        testProduct();
        testDerivative();
        System.exit(failed == 0 ? 0 : 1);
    }
}

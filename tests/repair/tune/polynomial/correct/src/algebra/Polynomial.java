package algebra;

import java.util.Arrays;

/** A polynomial with integer coefficients, lowest power first, without zeros at the end. */
public final class Polynomial {
    private final long[] coefficients;

    public Polynomial(long... coefficients) {
        int length = coefficients.length;
        while (length > 0 && coefficients[length - 1] == 0) {
            length--;
        }
        this.coefficients = Arrays.copyOf(coefficients, length);
    }

    public int degree() {
        return coefficients.length - 1;
    }

    public long at(long x) {
        long value = 0;
        for (int power = degree(); power >= 0; power--) {
            value = value * x + coefficients[power];
        }
        return value;
    }

    public Polynomial times(Polynomial other) {
        long[] product = new long[coefficients.length + other.coefficients.length];
        for (int i = 0; i < coefficients.length; i++) {
            for (int j = 0; j < other.coefficients.length; j++) {
                product[i + j] += coefficients[i] * other.coefficients[j];
            }
        }
        return new Polynomial(product);
    }

    public Polynomial derivative() {
        long[] result = new long[Math.max(0, degree())];
        for (int power = 1; power < coefficients.length; power++) {
            result[power - 1] = power * coefficients[power];
        }
        return new Polynomial(result);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int power = degree(); power >= 0; power--) {
            long factor = coefficients[power];
            if (factor == 0) {
                continue;
            }
            text.append(text.length() == 0 ? (factor < 0 ? "-" : "") : (factor < 0 ? " - " : " + "));
            if (Math.abs(factor) != 1 || power == 0) {
                text.append(Math.abs(factor));
            }
            text.append(power == 0 ? "" : power == 1 ? "x" : "x^" + power);
        }
        return text.length() == 0 ? "0" : text.toString();
    }
}

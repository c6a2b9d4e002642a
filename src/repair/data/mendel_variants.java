
/**
 * At the end of a woven Java file. When the first version is to be chosen, the program is started
 * once for each variant; what becomes of each is written as a row. MENDEL_VARIANTS says how, as in
 * mendel_variants.c. A program that takes its work from another process writes none.
 */
final class MendelVariants {
    private static volatile int variant = -1;

    /** The number of the variant that this process is. */
    static int chosen() {
        return variant >= 0 ? variant : choose();
    }

    private static synchronized int choose() {
        final String given = System.getenv("MENDEL_VARIANT");
        final String plan = System.getenv("MENDEL_VARIANTS");
        if (variant < 0 && given == null && plan != null && System.getProperty("mendel.variants") == null) {
            System.setProperty("mendel.variants", "begun");
            try {
                tryAll(plan.split(" ", 7));
            } catch (java.io.IOException | InterruptedException error) {
                System.err.println("mendel: " + error);
            }
        }
        variant = given == null ? 0 : Integer.parseInt(given);
        return variant;
    }

    private static void tryAll(String[] plan) throws java.io.IOException, InterruptedException {
        final int count = Integer.parseInt(plan[0]);
        final long first = Long.parseLong(plan[1]);
        final long end = System.currentTimeMillis() + 1000 * Long.parseLong(plan[4]);
        final java.util.List<String> words = words();
        final String line = String.join(" ", words);
        if (line.contains("surefire") || line.contains("org.gradle")) {
            return;
        }
        final char[] verdicts = new char[count + 1];
        java.util.Arrays.fill(verdicts, '-');
        final long begin = System.currentTimeMillis();
        verdicts[0] = run(words, 0, first);
        final long took = System.currentTimeMillis() - begin;
        final long limit = verdicts[0] == 't' ? first : took * Long.parseLong(plan[2]) + Long.parseLong(plan[3]);
        final java.util.concurrent.atomic.AtomicInteger next = new java.util.concurrent.atomic.AtomicInteger(1);
        final Thread[] workers = new Thread[Integer.parseInt(plan[5])];
        for (int worker = 0; worker < workers.length; ++worker) {
            workers[worker] = new Thread(() -> {
                for (int at = next.getAndIncrement(); at <= count; at = next.getAndIncrement()) {
                    if (System.currentTimeMillis() < end) {
                        verdicts[at] = run(words, at, limit);
                    }
                }
            });
            workers[worker].start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
        final String row = "mendel-variants:" + new String(verdicts) + " "
                + line.replace('\n', ' ') + "\n";
        java.nio.file.Files.write(java.nio.file.Paths.get(plan[6]), row.getBytes("UTF-8"),
                java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
    }

    /** The command line of this program. */
    private static java.util.List<String> words() throws java.io.IOException {
        final byte[] line = java.nio.file.Files.readAllBytes(java.nio.file.Paths.get("/proc/self/cmdline"));
        return new java.util.ArrayList<>(java.util.Arrays.asList(new String(line, "UTF-8").split("\0")));
    }

    private static char run(java.util.List<String> words, int variant, long limit) {
        final java.util.List<String> command = new java.util.ArrayList<>(words);
        command.add(1, "-XX:TieredStopAtLevel=1");
        final java.io.File nothing = new java.io.File("/dev/null");
        try {
            command.set(0, new java.io.File("/proc/self/exe").getCanonicalPath());
            final ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(nothing).redirectOutput(nothing).redirectError(nothing);
            builder.environment().put("MENDEL_VARIANT", Integer.toString(variant));
            final Process process = builder.start();
            if (process.waitFor(limit, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                return process.exitValue() == 0 ? 'p' : 'f';
            }
            process.destroyForcibly().waitFor();
            return 't';
        } catch (java.io.IOException | InterruptedException error) {
            return 'f';
        }
    }
}


/**
 * At the end of a woven Java file. When the first version is to be chosen, each variant is tried;
 * what becomes of each is written as a row. MENDEL_VARIANTS says how, as in mendel_variants.c. The
 * program's main class is loaded anew for each variant where that ends as the program itself does
 * and MENDEL_VARIANTS_APART is not set; else the program is started again. A program that takes its
 * work from another process writes no row.
 */
final class MendelVariants {
    private static final String GROUP = "mendel-variant-";
    private static volatile int variant = -1;

    /** The number of the variant that runs. */
    static int chosen() {
        return variant >= 0 ? variant : choose();
    }

    private static synchronized int choose() {
        for (ThreadGroup group = Thread.currentThread().getThreadGroup(); group != null; group = group.getParent()) {
            if (group.getName().startsWith(GROUP)) {
                return variant = Integer.parseInt(group.getName().substring(GROUP.length()));
            }
        }
        final String given = System.getenv("MENDEL_VARIANT");
        final String plan = System.getenv("MENDEL_VARIANTS");
        if (variant < 0 && given == null && plan != null && System.getProperty("mendel.variants") == null) {
            System.setProperty("mendel.variants", "begun");
            try {
                new MendelVariants(plan.split(" ", 7)).run();
            } catch (java.io.IOException | InterruptedException error) {
                System.err.println("mendel: " + error);
            }
        }
        return variant = given == null ? 0 : Integer.parseInt(given);
    }

    private static final class Nothing extends java.io.OutputStream {
        @Override
        public void write(int one) {}

        @Override
        public void write(byte[] all, int from, int length) {}
    }

    private final int count;
    private final long first;
    private final int times;
    private final long slack;
    private final long end;
    private final int atOnce;
    private final java.nio.file.Path rows;
    private final java.util.List<String> words;
    private final java.util.concurrent.atomic.AtomicInteger next = new java.util.concurrent.atomic.AtomicInteger(1);
    private final char[] verdicts;
    private volatile boolean isStuck;
    private volatile boolean isWritten;

    private MendelVariants(String[] plan) throws java.io.IOException {
        count = Integer.parseInt(plan[0]);
        first = Long.parseLong(plan[1]);
        times = Integer.parseInt(plan[2]);
        slack = Long.parseLong(plan[3]);
        end = System.currentTimeMillis() + 1000 * Long.parseLong(plan[4]);
        atOnce = Integer.parseInt(plan[5]);
        rows = java.nio.file.Paths.get(plan[6]);
        verdicts = new char[count + 1];
        java.util.Arrays.fill(verdicts, '-');
        final byte[] line = java.nio.file.Files.readAllBytes(java.nio.file.Paths.get("/proc/self/cmdline"));
        words = new java.util.ArrayList<>(java.util.Arrays.asList(new String(line, "UTF-8").split("\0")));
    }

    private void run() throws InterruptedException {
        final String line = String.join(" ", words);
        if (line.contains("surefire") || line.contains("org.gradle")) {
            return;
        }
        long begin = System.currentTimeMillis();
        verdicts[0] = runApart(0, first);
        final long apart = verdicts[0] == 't' ? first : limit(begin);
        if (System.getenv("MENDEL_VARIANTS_APART") == null) {
            // A variant that ends the virtual machine leaves what is known by then.
            Runtime.getRuntime().addShutdownHook(new Thread(this::write));
            final java.io.PrintStream out = System.out;
            final java.io.PrintStream err = System.err;
            System.setOut(new java.io.PrintStream(new Nothing()));
            System.setErr(System.out);
            char same = runWithin(0, apart);
            begin = System.currentTimeMillis();
            same = isStuck ? '-' : runWithin(0, apart);
            final long within = verdicts[0] == 't' ? apart : limit(begin);
            if (same == verdicts[0]) {
                tryEach(at -> runWithin(at, within));
            }
            System.setOut(out);
            System.setErr(err);
        }
        tryEach(at -> runApart(at, apart));
        write();
    }

    private long limit(long begin) {
        return (System.currentTimeMillis() - begin) * times + slack;
    }

    private void tryEach(java.util.function.IntFunction<Character> run) throws InterruptedException {
        final boolean wasStuck = isStuck;
        next.set(1);
        final Thread[] workers = new Thread[atOnce];
        for (int worker = 0; worker < workers.length; ++worker) {
            workers[worker] = new Thread(() -> {
                for (int at = next.getAndIncrement(); at <= count; at = next.getAndIncrement()) {
                    if (verdicts[at] == '-' && System.currentTimeMillis() < end && isStuck == wasStuck) {
                        verdicts[at] = run.apply(at);
                    }
                }
            });
            workers[worker].start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
    }

    private synchronized void write() {
        if (isWritten) {
            return;
        }
        isWritten = true;
        final String row = "mendel-variants:" + new String(verdicts) + " "
                + String.join(" ", words).replace('\n', ' ') + "\n";
        try {
            java.nio.file.Files.write(rows, row.getBytes("UTF-8"), java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND);
        } catch (java.io.IOException error) {
            System.err.println("mendel: " + error);
        }
    }

    /** By classes of its own; '-' where the main class cannot be told. */
    private char runWithin(int at, long limit) {
        final String main = System.getProperty("sun.java.command", "").split(" ")[0];
        final int place = words.lastIndexOf(main);
        if (place < 0 || main.contains("/") || main.endsWith(".jar")) {
            return '-';
        }
        final String[] arguments = words.subList(place + 1, words.size()).toArray(new String[0]);
        final boolean[] isGood = {false};
        final Thread thread = new Thread(new ThreadGroup(GROUP + at), () -> {
            try {
                final java.util.List<java.net.URL> urls = new java.util.ArrayList<>();
                for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
                    urls.add(new java.io.File(entry).toURI().toURL());
                }
                final ClassLoader loader = new java.net.URLClassLoader(urls.toArray(new java.net.URL[0]),
                        ClassLoader.getSystemClassLoader().getParent());
                Thread.currentThread().setContextClassLoader(loader);
                final java.lang.reflect.Method method = loader.loadClass(main).getMethod("main", String[].class);
                method.setAccessible(true);
                method.invoke(null, (Object) arguments);
                isGood[0] = true;
            } catch (Throwable error) {
                isGood[0] = false;
            }
        });
        thread.setDaemon(true);
        thread.start();
        if (hasEnded(thread, limit)) {
            return isGood[0] ? 'p' : 'f';
        }
        try {
            Thread.class.getMethod("stop").invoke(thread);
        } catch (ReflectiveOperationException error) {
            isStuck = true;
        }
        isStuck = isStuck || !hasEnded(thread, 1000);
        return 't';
    }

    private static boolean hasEnded(Thread thread, long limit) {
        try {
            thread.join(Math.max(1, limit));
        } catch (InterruptedException error) {
            return false;
        }
        return !thread.isAlive();
    }

    /** By starting the program anew. */
    private char runApart(int at, long limit) {
        final java.util.List<String> command = new java.util.ArrayList<>(words);
        final java.io.File nothing = new java.io.File("/dev/null");
        try {
            command.set(0, new java.io.File("/proc/self/exe").getCanonicalPath());
            final ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(nothing).redirectOutput(nothing).redirectError(nothing);
            builder.environment().put("MENDEL_VARIANT", Integer.toString(at));
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

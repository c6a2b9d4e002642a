import java.util.ArrayList;
import java.util.List;
import java.util.Random;

public class Hidden {
    public static void main(String[] arguments) {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            List<Dispatcher.Job> jobs = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                jobs.add(new Dispatcher.Job("j" + i, random.nextInt(4), i * 3 + random.nextInt(3), 1 + random.nextInt(9)));
            }
            List<Dispatcher.Job> left = new ArrayList<>(jobs);
            int now = 0;
            for (Dispatcher.Done done : Dispatcher.run(jobs)) {
                int first = Integer.MAX_VALUE;
                for (Dispatcher.Job job : left) {
                    first = Math.min(first, job.arrival());
                }
                now = Math.max(now, first);
                Dispatcher.Job best = null;
                for (Dispatcher.Job job : left) {
                    if (job.arrival() <= now && (best == null || job.priority() > best.priority()
                            || (job.priority() == best.priority() && job.arrival() < best.arrival()))) {
                        best = job;
                    }
                }
                assert done.name().equals(best.name());
                assert done.start() == now && done.end() == now + best.minutes();
                now = done.end();
                left.remove(best);
            }
            assert left.isEmpty();
        }
    }
}

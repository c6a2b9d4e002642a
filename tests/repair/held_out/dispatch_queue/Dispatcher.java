import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Hands jobs to workers: urgent first, then by arrival; a job waits for its earliest start. */
class Dispatcher {
    record Job(String name, int priority, int arrival, int minutes) {}

    record Done(String name, int start, int end) {}

    static final Comparator<Job> ORDER = (one, other) -> {
        if (one.priority() != other.priority()) {
            return Integer.compare(one.priority(), other.priority());
        }
        return Integer.compare(one.arrival(), other.arrival());
    };

    /** What one worker does when, starting at minute 0. */
    static List<Done> run(List<Job> jobs) {
        List<Job> coming = new ArrayList<>(jobs);
        coming.sort(Comparator.comparingInt(Job::arrival));
        PriorityQueue<Job> ready = new PriorityQueue<>(ORDER);
        List<Done> done = new ArrayList<>();
        int now = 0;
        int next = 0;
        while (next < coming.size() || !ready.isEmpty()) {
            if (ready.isEmpty()) {
                now = Math.max(now, coming.get(next).arrival());
            }
            while (next < coming.size() && coming.get(next).arrival() <= now) {
                ready.add(coming.get(next++));
            }
            Job job = ready.poll();
            done.add(new Done(job.name(), now, now + job.minutes()));
            now += job.minutes();
        }
        return done;
    }

    static int longestWait(List<Job> jobs) {
        int longest = 0;
        for (Done done : run(jobs)) {
            for (Job job : jobs) {
                if (job.name().equals(done.name())) {
                    longest = Math.max(longest, done.start() - job.arrival());
                }
            }
        }
        return longest;
    }
}

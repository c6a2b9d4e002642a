import java.util.List;
import java.util.stream.Collectors;

public class DispatcherTest {
    static String names(List<Dispatcher.Job> jobs) {
        return Dispatcher.run(jobs).stream().map(Dispatcher.Done::name).collect(Collectors.joining(" "));
    }

    static Dispatcher.Job job(String name, int priority, int arrival, int minutes) {
        return new Dispatcher.Job(name, priority, arrival, minutes);
    }

    public static void main(String[] arguments) {
        List<Dispatcher.Job> jobs =
            List.of(job("low", 1, 0, 5), job("high", 9, 1, 5), job("mid", 5, 2, 5), job("late", 9, 40, 1));
        assert names(jobs).equals("low high mid late") : names(jobs);
        assert Dispatcher.run(jobs).get(3).start() == 40;
        assert Dispatcher.longestWait(jobs) == 8 : Dispatcher.longestWait(jobs);
        List<Dispatcher.Job> equal = List.of(job("b", 3, 2, 4), job("a", 3, 0, 4), job("c", 3, 3, 4));
        assert names(equal).equals("a b c") : names(equal);
        assert Dispatcher.run(List.of()).isEmpty();
        System.out.println("ok");
    }
}

package dev.corral.lab.drill;

import dev.corral.lab.load.Goodput;
import dev.corral.lab.text.Text;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The counts of all reads of a drill by cache, as Prometheus scrapes them. */
final class LoadCounts {

    static final String REQUESTS = "corral_load_requests_total";
    static final String RETRIES = "corral_load_retries_total";

    private final SendDelay delay = new SendDelay();
    private final Map<String, CountedReads> caches = new ConcurrentSkipListMap<>();

    CountedReads of(String cache) {
        return caches.computeIfAbsent(cache, first -> new CountedReads(delay));
    }

    SendDelay delay() {
        return delay;
    }

    /** Returns the counts in the text format of Prometheus. */
    String text() {
        StringBuilder text = new StringBuilder();
        head(text, REQUESTS, "Reads that the load generator sent, by what their clients received");
        caches.forEach((cache, reads) -> requests(text, cache, reads));
        head(text, RETRIES, "Requests of the load generator that repeated a failed one");
        caches.forEach(
                (cache, reads) -> text.append(Text.of("%s{cache=\"%s\"} %d%n", RETRIES, cache, reads.retries())));
        return text.toString();
    }

    private static void head(StringBuilder text, String name, String help) {
        text.append(Text.of("# HELP %s %s.%n# TYPE %s counter%n", name, help, name));
    }

    private static void requests(StringBuilder text, String cache, CountedReads reads) {
        for (Goodput.Result result : Goodput.Result.values()) {
            text.append(Text.of(
                    "%s{cache=\"%s\",result=\"%s\"} %d%n",
                    REQUESTS, cache, result.name().toLowerCase(Locale.ROOT), reads.count(result)));
        }
    }
}

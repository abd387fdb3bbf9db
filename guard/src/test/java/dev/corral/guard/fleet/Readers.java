package dev.corral.guard.fleet;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.Request;
import dev.corral.guard.testing.VirtualTime;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The readers of a simulated fleet; each answer is checked against the guarantees. */
final class Readers {

    private final VirtualTime time;
    private final Promises promises;
    private int reads;

    Readers(VirtualTime time, Promises promises) {
        this.time = time;
        this.promises = promises;
    }

    /** Reads a key. The request may arrive while the node is paused. */
    void read(Member member, Key key) {
        member.machine().receive(() -> {
            reads++;
            new Reader(member, key).read();
        });
    }

    int reads() {
        return reads;
    }

    private final class Reader {
        private final Member member;
        private final Key key;
        private final long beganNanos = time.nanos();
        private final long heard;
        private final long written;
        private final Future<?> deadline;

        Reader(Member member, Key key) {
            this.member = member;
            this.key = key;
            this.heard = member.heard(key);
            this.written = member.written(key);
            long nanos = Chain.DEADLINE.plusMillis(1).toNanos();
            this.deadline = member.machine()
                    .schedule(() -> promises.broken("%s: no answer by the deadline", key), nanos, TimeUnit.NANOSECONDS);
        }

        void read() {
            member.cache().get(Request.of(key)).subscribe().with(this::answered, this::failed);
        }

        private void answered(Answer answer) {
            deadline.cancel(false);
            promises.waited(Duration.ofNanos(time.nanos() - beganNanos));
            long version = Row.of(answer.content()).version();
            promises.hold(version >= written, "%s: its own write of %d, then %d", key, written, version);
            if (answer.source() == Source.NEAR || answer.source() == Source.STORE) {
                promises.hold(version >= heard, "%s: heard of %d, then served %d", key, heard, version);
                answer.entry().ifPresent(entry -> judge(entry, answer.stale()));
            }
        }

        private void judge(Entry entry, boolean stale) {
            Duration limit = stale ? entry.limits().hard() : entry.limits().soft();
            promises.served(entry.age(time.micros()), limit);
        }

        private void failed(Throwable failure) {
            deadline.cancel(false);
            promises.failed(failure, failure instanceof LoadFailure);
        }
    }
}

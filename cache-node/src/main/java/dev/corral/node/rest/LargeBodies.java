package dev.corral.node.rest;

import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.guard.runtime.Clock;
import dev.corral.node.clients.SlowResponses;
import dev.corral.node.clients.Sockets;
import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.memory.SharedBodies;
import dev.corral.node.memory.SharedBodies.Claim;
import io.netty.buffer.Unpooled;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes large bodies in slices, each once the one before it has been sent. A client that reads slowly costs one slice
 * of the network's memory, in addition to the array that all readers of a body share.
 */
final class LargeBodies {

    private static final int SLICE = 32 * 1024;
    /** The HTTP/2 error code CANCEL. */
    private static final long CANCEL = 8;

    private final ResponseBudget budget;
    private final SlowResponses slow;
    private final Clock clock;
    private final Sockets sockets;
    private final CacheStatus status;

    LargeBodies(ResponseBudget budget, SlowResponses slow, Sockets sockets, Clock clock, CacheStatus status) {
        this.status = status;
        this.budget = budget;
        this.slow = slow;
        this.clock = clock;
        this.sockets = sockets;
    }

    /**
     * Whether a body that is not empty must be written in slices: it is large, or its client has not read what was
     * written before it.
     */
    static boolean include(byte[] body, HttpServerResponse response) {
        return body.length > SharedBodies.SMALL || response.writeQueueFull();
    }

    /**
     * Reserves the room for a response.
     *
     * @param name the name of the row, or null
     * @throws Shed if there is no room
     */
    Room room(byte[] body, Object name) {
        Claim claim = budget.bodies().claim(body, name);
        try {
            budget.take(SLICE);
        } catch (RuntimeException full) {
            claim.release();
            throw full;
        }
        return new Room(claim);
    }

    /** The reply that is sent in place of a response that finds no room. */
    Reply refusal(Shed full) {
        Problem problem = Problems.of(full);
        return Responses.of(problem).field(CacheStatus.HEADER, status.of(problem, true));
    }

    /** The bytes to be written, and the part of the budget that they hold. */
    final class Room {
        private final Claim claim;

        private Room(Claim claim) {
            this.claim = claim;
        }

        /** Writes the body of a response whose head is complete. */
        void write(HttpServerResponse response) {
            Writing writing = new Writing(response, this);
            slow.begin(writing);
            writing.next();
        }

        byte[] bytes() {
            return claim.bytes();
        }

        void release() {
            claim.release();
            budget.give(SLICE);
        }
    }

    /** The writing of one body. Everything except {@link #end()} runs on the response's event loop. */
    private final class Writing implements SlowResponses.Response, Handler<AsyncResult<Void>> {
        private final HttpServerResponse response;
        private final Room room;
        private final Context context = Vertx.currentContext();
        private final AtomicBoolean over = new AtomicBoolean();
        private final long untilNanos;
        private volatile long sinceNanos;
        private int written;
        private boolean stepping;
        private boolean ready;

        Writing(HttpServerResponse response, Room room) {
            this.response = response;
            this.room = room;
            this.sinceNanos = clock.nanos();
            this.untilNanos = sinceNanos + slow.timeout(room.bytes().length).toNanos();
        }

        @Override
        public long waitsSinceNanos() {
            return sinceNanos;
        }

        @Override
        public long untilNanos() {
            return untilNanos;
        }

        /** Handles the end of a slice, which was sent or never will be. */
        @Override
        public void handle(AsyncResult<Void> slice) {
            if (slice.succeeded()) {
                next();
            } else if (close()) {
                abort();
            }
        }

        /**
         * Writes slices in a loop, so that slices that are sent at once do not call each other's handlers recursively.
         */
        void next() {
            ready = true;
            if (stepping) {
                return;
            }
            stepping = true;
            while (ready && !over.get()) {
                ready = false;
                step();
            }
            stepping = false;
        }

        private void step() {
            try {
                if (written == room.bytes().length) {
                    if (close()) {
                        response.end();
                    }
                } else {
                    sinceNanos = clock.nanos();
                    response.write(slice(), this);
                }
            } catch (RuntimeException broken) {
                if (close()) {
                    abort();
                }
            }
        }

        private Buffer slice() {
            byte[] bytes = room.bytes();
            int length = Math.min(SLICE, bytes.length - written);
            Buffer slice = BufferImpl.buffer(Unpooled.wrappedBuffer(bytes, written, length));
            written += length;
            return slice;
        }

        @Override
        public boolean end() {
            if (!close()) {
                return false;
            }
            context.runOnContext(now -> abort());
            return true;
        }

        private boolean close() {
            if (!over.compareAndSet(false, true)) {
                return false;
            }
            slow.end(this);
            room.release();
            return true;
        }

        /**
         * Closes the connection at once, because bytes that are already written wait for a client that does not read
         * them.
         */
        private void abort() {
            if (!sockets.close(response)) {
                response.reset(CANCEL);
            }
        }
    }
}

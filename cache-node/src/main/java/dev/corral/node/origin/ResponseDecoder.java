package dev.corral.node.origin;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.List;

/**
 * A strict decoder of responses. It skips interim responses, accepts no byte as a response that no request asked for,
 * and marks a connection as unfit for another request if the end of a response is in doubt. It holds the end of a
 * response back until the connection has rested.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, message body length</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.2">RFC 9110, informational responses</a>
 */
final class ResponseDecoder extends HttpResponseDecoder {

    private static final int MOST_INTERIM = 100;
    private static final int SWITCHING_PROTOCOLS = 101;

    private final OriginConnection connection;
    private final Limits limits;
    private final OriginCounts counts;
    private boolean begun;
    private boolean complete;
    private boolean held;
    private boolean failed;
    private boolean lengthInDoubt;
    private int interim;
    private int status;
    private Duration kept;

    /**
     * The largest parts of a response.
     *
     * @param lineBytes the limit of the status line, and of a chunk's header
     * @param headerBytes the limit of all headers together
     */
    record Limits(int lineBytes, int headerBytes) {}

    ResponseDecoder(OriginConnection connection, Limits limits, OriginCounts counts) {
        // Two equal lengths count as one; a body that is longer than its length is detected by the bytes behind it.
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.lineBytes())
                .setMaxHeaderSize(limits.headerBytes())
                .setAllowDuplicateContentLengths(true));
        this.connection = connection;
        this.limits = limits;
        this.counts = counts;
        begin();
    }

    private void begin() {
        begun = false;
        lengthInDoubt = false;
        interim = 0;
        kept = KeepAlive.UNSAID;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) throws Exception {
        if (complete) {
            // The client already has the last bytes of the response; these belong to none.
            lengthInDoubt = true;
            finish(context);
            bytes.skipBytes(bytes.readableBytes());
            return;
        }
        if (!connection.inUse()) {
            counts.foundUnfit();
            bytes.skipBytes(bytes.readableBytes());
            connection.end();
            return;
        }
        if (bytes.isReadable() && !begun) {
            begun = true;
            connection.bytesCame(Framing.beginsAsHttp(bytes), Framing.beginsAsTls(bytes));
        }
        super.decode(context, bytes, out);
        judge(out, true);
    }

    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) throws Exception {
        super.decodeLast(context, bytes, out);
        judge(out, false);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        super.channelReadComplete(context);
        if (complete) {
            finish(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        if (complete) {
            finish(context);
        }
        connection.end();
    }

    private void finish(ChannelHandlerContext context) {
        complete = false;
        if (lengthInDoubt) {
            counts.foundUnfit();
        }
        boolean reusable = !lengthInDoubt && !kept.isZero();
        Duration limit = kept;
        begin();
        connection.answered(status, reusable, limit, () -> release(context));
    }

    /**
     * Passes the end of the response to the client. The read is completed too, because the client writes nothing
     * between a message and the end of a read.
     */
    private void release(ChannelHandlerContext context) {
        if (held) {
            held = false;
            context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
            context.fireChannelReadComplete();
        }
    }

    /** @param hold whether to hold the end of a response back; the client would use the connection again at once */
    private void judge(List<Object> out, boolean hold) {
        for (int at = 0; at < out.size(); at++) {
            if (!(out.get(at) instanceof HttpObject part)) {
                continue;
            }
            if (part.decoderResult().isFailure()) {
                fail(part, part.decoderResult().cause());
            } else if (part instanceof HttpResponse response) {
                if (skipped(response)) {
                    // Also drops the empty content that the decoder adds behind each response without a body.
                    out.clear();
                    return;
                }
                status = response.status().code();
                kept = KeepAlive.of(response.headers());
            } else if (part instanceof LastHttpContent last && !failed) {
                if (hold) {
                    out.set(at, new DefaultHttpContent(last.content()));
                }
                held = hold;
                complete = true;
            }
        }
    }

    private void fail(HttpObject part, Throwable cause) {
        failed = true;
        boolean brokeOff = cause instanceof PrematureChannelClosureException || !connection.answering();
        part.setDecoderResult(DecoderResult.failure(brokeOff ? cause : MalformedResponse.of(cause, limits)));
    }

    private boolean skipped(HttpResponse response) {
        int status = response.status().code();
        HttpVersion version = response.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            fail(response, new MalformedResponse("a response of " + version + "; HTTP/1.1 was requested"));
            return false;
        }
        if (status < 100 || status > 199) {
            checkCoding(response);
            return false;
        }
        if (status == SWITCHING_PROTOCOLS || ++interim > MOST_INTERIM) {
            String sentence = status == SWITCHING_PROTOCOLS
                    ? "status 101, although no other protocol was requested"
                    : "more than " + MOST_INTERIM + " interim responses";
            fail(response, new MalformedResponse(sentence));
            return false;
        }
        return true;
    }

    /**
     * Refuses transfer codings other than chunked. Without chunks nothing marks the end of such a body, and with them
     * its bytes are not the row's.
     */
    private void checkCoding(HttpResponse response) {
        if (Framing.isOtherThanChunked(response.headers())) {
            fail(response, new MalformedResponse("a transfer coding other than chunked"));
        }
        lengthInDoubt |= response.protocolVersion().equals(HttpVersion.HTTP_1_0)
                && response.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    /**
     * Whether the response has no body. A body that is announced where none is allowed can still arrive, and would be
     * taken for the next response.
     */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        boolean empty = super.isContentAlwaysEmpty(message);
        if (empty && ((HttpResponse) message).status().code() >= 200) {
            lengthInDoubt |= Framing.announcesBody(message.headers());
        }
        return empty;
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        super.handleTransferEncodingChunkedWithContentLength(message);
        lengthInDoubt = true;
    }
}

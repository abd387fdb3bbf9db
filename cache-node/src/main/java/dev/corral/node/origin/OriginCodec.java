package dev.corral.node.origin;

import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpRequestEncoder;

/**
 * HTTP/1.1 on a connection to the origin, in place of the client's own codec: the client takes an interim response for the
 * answer, and reads on behind a complete one.
 */
final class OriginCodec extends CombinedChannelDuplexHandler<ResponseDecoder, HttpRequestEncoder> {

    OriginCodec(ResponseDecoder decoder) {
        super(decoder, new HttpRequestEncoder());
    }
}

package dev.corral.node.origin;

import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpRequestEncoder;

/**
 * The HTTP/1.1 codec of a connection to the origin, in place of the client's own, which treats an interim response as
 * the final one and continues to read behind a complete response.
 */
final class OriginCodec extends CombinedChannelDuplexHandler<ResponseDecoder, HttpRequestEncoder> {

    OriginCodec(ResponseDecoder decoder) {
        super(decoder, new HttpRequestEncoder());
    }
}

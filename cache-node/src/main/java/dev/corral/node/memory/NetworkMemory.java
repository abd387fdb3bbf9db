package dev.corral.node.memory;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;

/**
 * The direct memory through which all connections read and write. Without it, a node can neither read requests nor send
 * responses.
 */
public final class NetworkMemory {

    private static final int BUFFER = 64 * 1024;

    private static final BufferPoolMXBean JVM = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .findFirst()
            .orElseThrow();

    private final IntFunction<ByteBuf> allocator;

    public NetworkMemory() {
        this(UnpooledByteBufAllocator.DEFAULT::directBuffer);
    }

    /** @param allocator allocates a direct buffer of so many bytes, or throws */
    public NetworkMemory(IntFunction<ByteBuf> allocator) {
        this.allocator = allocator;
    }

    /** Tries to allocate one buffer, and frees it. */
    public boolean available() {
        try {
            return allocator.apply(BUFFER).release();
        } catch (OutOfMemoryError none) {
            return false;
        }
    }

    /** The number of bytes in use. Netty counts what it allocates past the JVM, and the JVM counts the rest. */
    public long usedBytes() {
        return Math.max(0, PlatformDependent.usedDirectMemory()) + JVM.getMemoryUsed();
    }

    /** Whether more than half of it is in use. */
    public boolean scarce() {
        return usedBytes() > maxBytes() / 2;
    }

    public long maxBytes() {
        return PlatformDependent.maxDirectMemory();
    }
}

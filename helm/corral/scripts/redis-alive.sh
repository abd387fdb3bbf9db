#!/bin/sh
# Whether Redis with TLS accepts connections: alive SECONDS. It needs no password, accepts every certificate and every reply, and counts a
# Redis that is busy, and does not reply within this time, as alive. A connection without a TLS handshake would be enough, but Redis logs
# each of them.
set -u

answer=$(timeout "${1:-3}" redis-cli --tls --insecure ping 2>&1)
case "$answer" in
    *"Connection refused"*)
        echo "$answer" >&2
        exit 1
        ;;
esac
exit 0

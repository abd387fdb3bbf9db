#!/usr/bin/env python3
"""An HTTP origin with a row for every key. A key that begins with "held" is answered after half a minute.

Usage: origin.py HOST PORT LOG
"""
import http.server
import socket
import sys
import time
import urllib.parse

HELD_SECONDS = 30


class Rows(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        key = urllib.parse.unquote(self.path.rpartition("/")[2])
        with open(sys.argv[3], "a", encoding="utf-8") as log:
            log.write(key + "\n")
        if key.startswith("held"):
            time.sleep(HELD_SECONDS)
        body = f"row {key}: ä €\n".encode("utf-8")
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *ignored):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    address_family = socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET

    def handle_error(self, request, client_address):
        pass


Server((sys.argv[1], int(sys.argv[2])), Rows).serve_forever()

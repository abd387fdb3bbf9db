#!/usr/bin/env python3
"""Runs a command in a terminal of 80 columns, and closes the terminal on SIGUSR1.

Usage: terminal.py LOG COMMAND [ARGUMENT...]
"""
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios

closing = []
signal.signal(signal.SIGUSR1, lambda *ignored: closing.append(True))
child, terminal = pty.fork()
if child == 0:
    # A job in the background starts with some of them ignored, and the command would leave them so.
    for each in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(each, signal.SIG_DFL)
    os.execvp(sys.argv[2], sys.argv[2:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
with open(sys.argv[1], "ab", buffering=0) as log:
    while not closing:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            try:
                log.write(os.read(terminal, 65536))
            except OSError:
                break
os.close(terminal)

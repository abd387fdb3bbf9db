"""Runs a command in a terminal of its own and copies its output.

A byte on the standard input does what a person does: c presses Ctrl-C, h closes the terminal.
The exit status of the command is the last line of the output: "status 130", or "signal 9".
"""
import os
import pty
import select
import signal
import sys

child, terminal = pty.fork()
if child == 0:
    # A job in the background starts with some of them ignored, and the command would leave them so.
    for each in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(each, signal.SIG_DFL)
    os.execvp(sys.argv[1], sys.argv[1:])

sources = [terminal, 0]
while terminal in sources:
    ready, _, _ = select.select(sources, [], [])
    if terminal in ready:
        try:
            os.write(1, os.read(terminal, 65536))
        except OSError:
            sources.remove(terminal)
    if 0 in ready:
        key = os.read(0, 1)
        if key == b"c":
            os.write(terminal, b"\x03")
        elif key == b"h":
            sources.remove(terminal)
        else:
            sources.remove(0)
os.close(terminal)
_, status = os.waitpid(child, 0)
kind, value = ("signal", os.WTERMSIG(status)) if os.WIFSIGNALED(status) else ("status", os.WEXITSTATUS(status))
print("\n%s %d" % (kind, value), flush=True)

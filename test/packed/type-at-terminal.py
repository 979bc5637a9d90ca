"""Runs a command at a terminal of its own and types when a text has appeared: `type-at-terminal.py STEPS COMMAND...`.

STEPS is a JSON list of [text to wait for, what to type]. Prints JSON with the exit code and all that the terminal showed.
"""
import json
import os
import pty
import re
import select
import sys
import time

steps, command = json.loads(sys.argv[1]), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
shown, seen, end = "", 0, time.monotonic() + 100
while time.monotonic() < end:
    if select.select([terminal], [], [], 0.2)[0]:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        shown += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", data.decode("utf8", "replace"))
    while steps and steps[0][0] in shown[seen:]:
        awaited, typed = steps.pop(0)
        seen = shown.index(awaited, seen) + len(awaited)
        time.sleep(0.1)
        os.write(terminal, typed.encode())
else:
    os.kill(pid, 9)
status = os.waitpid(pid, 0)[1]
print(json.dumps({"code": os.waitstatus_to_exitcode(status), "shown": shown, "left": [awaited for awaited, _ in steps]}))

"""Finds the system call in the middle of what a generator writes, and makes a fault of it, by strace."""

import re
from collections import Counter

OPEN = ["openat", "open", "creat"]
WRITE = ["write", "pwrite64", "writev", "copy_file_range", "sendfile"]
# After an error of these, programs try others of WRITE.
COPYING = ["copy_file_range", "sendfile"]

BEGUN = re.compile(r"^(\d+) +(\w+)\((.*)$")
RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")


def recorder(log, words):
    return ["strace", "-f", "-y", "-s", "0", "-o", str(log), "-e", f"trace={','.join(OPEN + WRITE)}", *words]


def middle(log, root, names):
    """The call among `names` in the middle of those that write below `root`: name, number in its thread, file."""
    counts, found, waiting = Counter(), [], {}

    def finish(call, text):
        written = "O_CREAT" in text or "O_WRONLY" in text or call[0] not in OPEN
        path = re.search(f"<({re.escape(str(root))}/[^>]*)>", text)
        if written and path and call[0] in names:
            found.append((*call, path[1]))

    for line in log.read_text(errors="replace").splitlines():
        if begun := BEGUN.match(line):
            thread, name, text = begun.groups()
            counts[thread, name] += 1
            call = (name, counts[thread, name])
            if text.endswith("<unfinished ...>"):
                waiting[thread] = (call, text)
            else:
                finish(call, text)
        elif resumed := RESUMED.match(line):
            thread, text = resumed.groups()
            call, start = waiting.pop(thread)
            finish(call, start + text)
    return found[len(found) // 2]


def signaller(call, signal, words):
    name, number, _ = call
    return strace(["-e", f"trace={name}", "-e", f"inject={name}:signal={signal}:when={number}"], words)


def breaker(call, words):
    """`EIO` from the call; where a program would try another way, from all that write the same file."""
    name, number, path = call
    if name in COPYING:
        return strace(["-P", path, "-e", f"trace={','.join(WRITE)}", "-e", f"inject={','.join(WRITE)}:error=EIO"], words)
    return strace(["-e", f"trace={name}", "-e", f"inject={name}:error=EIO:when={number}"], words)


def strace(options, words):
    return ["strace", "-f", "-o", "/dev/null", *options, *words]

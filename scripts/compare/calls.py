"""Finds the middle one of the system calls by which a generator writes, and makes it fail, with strace."""

import re
from collections import Counter

OPEN = ["openat", "open", "creat"]
WRITE = ["write", "pwrite64", "writev", "copy_file_range", "sendfile"]
# If one of these fails, programs fall back to other calls in WRITE.
COPYING = ["copy_file_range", "sendfile"]

BEGUN = re.compile(r"^(\d+) +(\w+)\((.*)$")
RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")


def recorder(log, args):
    return ["strace", "-f", "-y", "-s", "0", "-o", str(log), "-e", f"trace={','.join(OPEN + WRITE)}", *args]


def middle(log, root, names):
    """Returns the middle one of the `names` calls that write below `root`: name, number in its thread, and file."""
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


def signaller(call, signal, args):
    name, number, _ = call
    return strace(["-e", f"trace={name}", "-e", f"inject={name}:signal={signal}:when={number}"], args)


def breaker(call, args):
    """Makes the call fail with `EIO`. If a program would fall back to another call, all writes to the file fail."""
    name, number, path = call
    if name in COPYING:
        return strace(["-P", path, "-e", f"trace={','.join(WRITE)}", "-e", f"inject={','.join(WRITE)}:error=EIO"], args)
    return strace(["-e", f"trace={name}", "-e", f"inject={name}:error=EIO:when={number}"], args)


def strace(options, args):
    return ["strace", "-f", "-o", "/dev/null", *options, *args]

"""A disk on which a generator meets a fault, and a summary of what the generator left there."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

LIMIT = 60
OWNERS = {"README.md": b"The owner's.\n", "package.json": b'{"name": "owner"}\n', "src/mine.js": b"mine();\n"}


class Disk:
    """The generator runs in `root`, and its TMPDIR is `temporary`; both start empty."""

    def __init__(self, scratch):
        self.root, self.temporary = scratch / "disk", scratch / "temporary"
        for folder in (self.root, self.temporary):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)

    def run(self, args):
        """Returns the exit code as a shell reports it, or None after a timeout."""
        null = subprocess.DEVNULL
        environment = {**os.environ, "TMPDIR": str(self.temporary)}
        environment.pop("CI", None)
        process = subprocess.Popen(args, cwd=self.root, env=environment, stdin=null, stdout=null, stderr=null,
                                   start_new_session=True)
        try:
            code = process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return None
        return code if code >= 0 else 128 - code

    def files(self):
        return {str(path.relative_to(self.root)): path.read_bytes() for path in below(self.root) if path.is_file()}

    def put(self, files):
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def left(self, app, whole):
        """Describes what a generator left behind when it should have written `whole` into the folder `app`."""
        written = {name: content for name, content in self.files().items() if name.startswith(f"{app}/")}
        cut = sum(content != whole.get(name) for name, content in written.items())
        parts = []
        if written.keys() == whole.keys() and not cut:
            parts.append(f"all {len(whole)} files")
        elif written:
            parts.append(f"{len(written)} of {len(whole)} files" + (f", {cut} of them cut short" if cut else ""))
        elif (self.root / app).exists():
            parts.append("empty folders")
        beside = [path for path in self.root.iterdir() if path.name != app]
        if beside:
            count = sum(path.is_file() for path in below(self.root)) - len(written)
            parts.append(f"{count} files in a folder beside")
        if any(self.temporary.iterdir()):
            parts.append("a temporary folder elsewhere")
        return " and ".join(parts) or "nothing"

    def owners(self, app):
        """Describes what happened to the owner's files in the folder `app`."""
        now = self.files()
        fates = {}
        for name, content in OWNERS.items():
            own = f"{app}/{name}"
            elsewhere = [other for other in now if other != own and now[other] == content]
            if now.get(own) == content:
                fate = "kept"
            elif elsewhere:
                fate = "kept as a copy"
            else:
                fate = "overwritten" if own in now else "deleted"
            fates.setdefault(fate, []).append(f"`{name}`")
        if len(fates) == 1:
            return f"all three {next(iter(fates))}"
        return "; ".join(f"{', '.join(names)} {fate}" for fate, names in fates.items())


def below(folder):
    return sorted(Path(folder).rglob("*"))

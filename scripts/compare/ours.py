"""Builds what the scripts compare: the program, the floor of its benchmark, and its npm packages."""

import json
import platform
import shutil
import subprocess
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def build():
    """Returns the release binary and the benchmark, whose `write FROM TO` is the floor."""
    args = ["cargo", "bench", "--locked", "--no-run", "--bench", "processes", "--message-format", "json"]
    output = subprocess.run(args, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    messages = [json.loads(line) for line in output.splitlines()]
    programs = {
        message["target"]["name"]: Path(message["executable"])
        for message in messages
        if message["reason"] == "compiler-artifact" and message["executable"]
    }
    return programs["carto-app"], programs["processes"]


def unpack_npm(program, folder):
    """Packs the npm packages, unpacks them as npm does, and returns the script that `npm create carto-app` starts."""
    shutil.rmtree(folder, ignore_errors=True)
    triple = f"{platform.machine()}-unknown-linux-gnu"
    pack = [ROOT / "scripts/pack-npm", "--partial", folder / "packed", f"{triple}={program}"]
    subprocess.run(pack, check=True, stdout=subprocess.DEVNULL)
    for archive in (folder / "packed").glob("*.tgz"):
        with tarfile.open(archive) as tar:
            tar.extractall(folder / "unpacked", filter="data")
        package = folder / "unpacked/package"
        name = json.loads((package / "package.json").read_text())["name"]
        target = folder / "node_modules" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        package.rename(target)
    return folder / "node_modules/create-carto-app/bin/create-carto-app.js"

"""Prints Markdown tables, and with UPDATE_SNAPSHOTS=1 writes them into a page between their markers."""

import os
import platform
import subprocess

from compare.ours import ROOT


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(str(cell) for cell in line)} |\n" for line in lines)


def record(text, page, mark):
    print(text)
    if not os.environ.get("UPDATE_SNAPSHOTS"):
        return
    path = ROOT / page
    begin, end = f"<!-- {mark} begins -->\n", f"<!-- {mark} ends -->"
    before, rest = path.read_text().split(begin)
    _, after = rest.split(end)
    path.write_text(f"{before}{begin}\n{text}\n{end}{after}")


def machine():
    def version(program):
        return subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip()

    node, npm = version("node").lstrip("v"), version("npm")
    return f"Linux on {platform.machine()}, Node {node}, npm {npm}, Python {platform.python_version()}"

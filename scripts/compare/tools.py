"""The generators: how to install each, which version it has, and how to run it without questions."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, field

from compare import templates

NPM = {
    "create-vite": "index.js",
    "create-vue": "bundle.js",
    "create-next-app": "dist/index.js",
    "create-tauri-app": "create-tauri-app.js",
}
CARGO = {
    # 0.24 needs a newer Rust than carto-app does.
    "cargo-generate": ["--version=<0.24"],
    "kickstart": ["--features=cli"],
}
PIP = ["cookiecutter", "copier"]

OURS = ["--yes", "--git=false", "--quiet", "--client-id=AbCdEfGhIjKl"]


@dataclass
class Tool:
    name: str
    version: str
    template: str
    # The command that writes the application {name} with the title {title} into the folder {name}.
    words: list = field(repr=False)
    # The flags that make it write into a folder that has files.
    insisting: list = field(default_factory=list)
    # The command without any answers.
    unanswered: list = field(default_factory=list)

    def command(self, name="my-map", title="My Map", more=()):
        return [str(word).format(name=name, title=title) for word in [*self.words, *more]]


def install(folder):
    """Installs missing generators, each in the newest version for this Node, Rust and Python."""
    for name in NPM:
        if not (folder / name).exists():
            run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder / name, name)
    for name, more in CARGO.items():
        if not (folder / name / "bin" / name).exists():
            run("cargo", "install", "--locked", "--quiet", *more, "--root", folder / name, name)
    for name in PIP:
        if not (folder / name / "bin" / name).exists():
            run(sys.executable, "-m", "venv", folder / name)
            run(folder / name / "bin/pip", "install", "--quiet", name)


def run(*words):
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr)


def version(folder, name):
    if name in NPM:
        return json.loads((folder / name / "node_modules" / name / "package.json").read_text())["version"]
    if name in CARGO:
        crates = json.loads((folder / name / ".crates2.json").read_text())["installs"]
        return next(iter(crates)).split()[1]
    words = [folder / name / "bin/python", "-c", f"from importlib.metadata import version; print(version('{name}'))"]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def ours(program):
    output = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    words = [program, "new", "{name}", *OURS, "--title", "{title}"]
    return Tool("carto-app", output.split()[1], "its own", words, ["--overwrite"], [program, "new"])


def from_npm(folder):
    """Returns the generators that ship with templates."""

    def tool(name, template, words, **more):
        start = [shutil.which("node"), folder / name / "node_modules" / name / NPM[name]]
        if "unanswered" in more:
            more["unanswered"] = start + more["unanswered"]
        return Tool(name, version(folder, name), template, [*start, "{name}", *words], **more)

    return [
        tool("create-vite", "`react`", ["--template=react", "--no-interactive"],
             insisting=["--overwrite"], unanswered=[]),
        tool("create-vue", "`--default`", ["--default"]),
        tool("create-next-app", "`--yes`", ["--yes", "--skip-install", "--disable-git"]),
        tool("create-tauri-app", "`react`", ["--yes", "--template", "react", "--manager", "npm"],
             insisting=["--force"], unanswered=[]),
    ]


def with_template(folder, source, scratch, label):
    """Returns the generators that take a template, each with `source` in its format."""
    made = templates.write(source, scratch)
    answers = scratch / "answers.json"
    answers.write_text(json.dumps({"name": "my-map", "title": "My Map"}))
    generate, copy = made["cargo-generate"], made["copier"]
    programs = {name: folder / name / "bin" / name for name in made}
    words = {
        "cargo-generate": ["generate", "--path", generate, "--name={name}", "--define=title={title}",
                           "--vcs=none", "--silent"],
        "kickstart": [made["kickstart"], "--output-dir={name}", "--input-file", answers],
        "cookiecutter": [made["cookiecutter"], "--no-input", "name={name}", "title={title}"],
        "copier": ["copy", "--defaults", "--quiet", "--data=name={name}", "--data=title={title}", copy, "{name}"],
    }
    insisting = {"cargo-generate": ["--init", "--destination={name}", "--overwrite"], "copier": ["--overwrite"]}
    unanswered = {"cargo-generate": ["generate", "--path", generate, "--vcs=none"], "copier": ["copy", copy, "my-map"]}
    return [
        Tool(name, version(folder, name), label, [programs[name], *words[name]],
             insisting.get(name, []), [programs[name], *unanswered.get(name, [])])
        for name in words
    ]


def sources(folder, program, scratch):
    """Returns the applications of create-vite and carto-app, with a name and a title that `templates` can find."""
    shutil.rmtree(scratch, ignore_errors=True)
    vite, carto = scratch / "vite", scratch / "carto"
    for place, tool in [(vite, from_npm(folder)[0]), (carto, ours(program))]:
        place.mkdir(parents=True)
        words = tool.command(templates.NAME, templates.TITLE)
        subprocess.run(words, cwd=place, check=True, capture_output=True)
    # create-vite has no title and uses the name.
    page = vite / templates.NAME / "index.html"
    page.write_text(page.read_text().replace(templates.NAME, templates.TITLE))
    return vite / templates.NAME, carto / templates.NAME

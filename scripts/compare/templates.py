"""Turns an application on the disk into a template for each generator that has none of its own.

Files that contain the name or the title become templates. All others are declared verbatim in each format, because the
double braces of JSX would confuse a template language, and to save time.
"""

import json
import shutil

# Occur in no application, so that every occurrence is a placeholder.
NAME, TITLE = "zebra-name", "Zebra Title"


def write(source, folder):
    """Writes `source`, whose name is NAME and whose title is TITLE, as four templates; returns their folders."""
    files = sorted(path.relative_to(source) for path in source.rglob("*") if path.is_file())
    tagged = {path for path in files if holds_answer((source / path).read_bytes())}
    untouched = topmost_without(tagged, files)
    shutil.rmtree(folder, ignore_errors=True)

    def put(into, name, title, suffix=""):
        for path in files:
            target = folder / into / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if path in tagged:
                text = (source / path).read_text().replace(NAME, name).replace(TITLE, title)
                target.with_name(target.name + suffix).write_text(text)
            else:
                shutil.copyfile(source / path, target)

    def declare(path, text):
        (folder / path).write_text(text)

    put("cargo-generate", "{{project-name}}", "{{title}}")
    include = json.dumps([path.as_posix() for path in sorted(tagged)])
    title = '[placeholders.title]\ntype = "string"\nprompt = "Title?"\n'
    declare("cargo-generate/cargo-generate.toml", f"[template]\ninclude = {include}\n\n{title}")

    put("kickstart", "{{ name }}", "{{ title }}")
    verbatim = json.dumps([f"{path}/*" if (source / path).is_dir() else str(path) for path in untouched])
    variables = "".join(
        f'[[variables]]\nname = "{key}"\ndefault = "{value}"\nprompt = "{key}?"\n'
        for key, value in [("name", "my-map"), ("title", "My Map")]
    )
    head = f'name = "an application"\nkickstart_version = 1\ncopy_without_render = {verbatim}\n'
    declare("kickstart/template.toml", head + variables)

    put("cookiecutter/{{cookiecutter.name}}", "{{cookiecutter.name}}", "{{cookiecutter.title}}")
    verbatim = [str(path) for path in untouched]
    answers = {"name": "my-map", "title": "My Map", "_copy_without_render": verbatim}
    declare("cookiecutter/cookiecutter.json", json.dumps(answers))

    put("copier/files", "{{ name }}", "{{ title }}", suffix=".jinja")
    declare("copier/copier.yml", "_subdirectory: files\nname:\n  type: str\ntitle:\n  type: str\n")

    return {tool: folder / tool for tool in ("cargo-generate", "kickstart", "cookiecutter", "copier")}


def holds_answer(content):
    return NAME.encode() in content or TITLE.encode() in content


def topmost_without(tagged, files):
    """Returns the topmost folders and files that contain no tagged file."""
    full = {parent for path in tagged for parent in [path, *path.parents]}
    return sorted({next(part for part in [*reversed(path.parents), path] if part not in full)
                   for path in files if path not in tagged})

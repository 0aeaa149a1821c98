"""The project itself: what its files name, what it depends on, and that its words and its commands agree."""

from __future__ import annotations

import ast
import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from timeline import cli, reading
from timeline.exporting import formats

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = ("timeline", "geodata")
RUN: list[str] = PROJECT["project"]["dependencies"]
BUILD: list[str] = PROJECT["dependency-groups"]["build"]
DEV: list[str] = PROJECT["dependency-groups"]["dev"]
TOP_LEVEL = {
    ".ci", ".editorconfig", ".gitignore", ".htmlvalidate.json", ".npmrc", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE",
    "Makefile", "README.md", "benchmarks", "biome.jsonc", "constraints", "docs", "geodata", "package-lock.json",
    "package.json", "pyproject.toml", "static", "templates", "tests", "timeline", "tools", "tsconfig.json",
}  # fmt: skip
# Written apart, so that this file does not name them either.
REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "deb.debian" + ".org")
MACHINES = ("/" + "work/", "/" + "root/", "/" + "home/", "/" + "opt/", "/" + "Users/")
# Distributions that are imported under another name.
IMPORTED_AS = {"markdown-it-py": "markdown_it"}


@cache
def tracked() -> tuple[Path, ...]:
    """The files git knows; skips where this is not a working copy (an unpacked archive)."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git working copy")
    # Also in a working copy that somebody else owns, as machines that check often have.
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file())


def texts() -> Iterator[tuple[str, str]]:
    for path in tracked():
        try:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture


def distributions(lines: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in lines}


def locked(name: str) -> set[str]:
    text = (ROOT / "constraints" / f"{name}.txt").read_text(encoding="utf-8")
    return {canonicalize_name(found) for found in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}


@pytest.mark.parametrize("name", [*REGISTRIES, *MACHINES])
def test_no_file_names_a_registry_or_a_folder_of_some_machine(name: str) -> None:
    assert [path for path, text in texts() if name in text] == []


def test_every_file_belongs() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= TOP_LEVEL


def test_files_end_as_text_files_do() -> None:
    assert [path for path, text in texts() if text and not text.endswith("\n")] == []


@pytest.mark.parametrize(
    ("lock", "declared"),
    [
        ("run", RUN),
        ("build", BUILD + PROJECT["build-system"]["requires"]),
        ("dev", DEV),
    ],
)
def test_every_dependency_is_pinned(lock: str, declared: list[str]) -> None:
    assert distributions(declared) <= locked(lock)


@pytest.mark.parametrize("lock", ["run", "build", "dev"])
def test_pins_are_names_versions_markers_and_hashes_only(lock: str) -> None:
    line = re.compile(r"[a-z0-9.-]+==[^\s;]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    lines = (ROOT / "constraints" / f"{lock}.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [each for each in lines if not line.fullmatch(each)] == []


def test_the_three_locks_agree() -> None:
    pins: dict[str, set[str]] = {}
    for lock in ("run", "build", "dev"):
        text = (ROOT / "constraints" / f"{lock}.txt").read_text(encoding="utf-8")
        for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE):
            pins.setdefault(name, set()).add(version)
    assert {name: versions for name, versions in pins.items() if len(versions) > 1} == {}


def test_scripts_are_locked_by_hash_without_addresses() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert [name for name, entry in packages.items() if "integrity" not in entry or "resolved" in entry] == []


def imports(package: str) -> Iterator[tuple[str, str]]:
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((str(path.relative_to(ROOT)), alias.name.split(".")[0]) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield str(path.relative_to(ROOT)), node.module.split(".")[0]


def modules(*groups: list[str]) -> set[str]:
    return {IMPORTED_AS.get(name, name.replace("-", "_")) for group in groups for name in distributions(group)}


@pytest.mark.parametrize("package", PACKAGES)
def test_what_is_imported_is_declared(package: str) -> None:
    # Two parts are never imported by the rest: one makes the gazetteer, the other the weights.
    apart = {"geodata/build/": modules(BUILD), "timeline/finding/training/": modules(DEV)}
    always = modules(RUN) | set(PACKAGES) | set(sys.stdlib_module_names)
    missing = [
        (path, name)
        for path, name in imports(package)
        if name not in always.union(*(extra for part, extra in apart.items() if path.startswith(part)))
    ]
    assert missing == []


def test_what_is_declared_is_imported() -> None:
    imported = {name for package in (*PACKAGES, "benchmarks") for _, name in imports(package)}
    assert modules(RUN) - imported == set()


def test_the_command_starts_without_the_slow_imports() -> None:
    code = (
        "import sys, timeline.cli; print(*(name for name in ('folium', 'geopandas', 'pandas') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize(
    "entry", [*reading.BUILT_IN, *formats.BUILT_IN], ids=lambda entry: f"{entry.group}:{entry.name}"
)
def test_a_built_in_part_is_registered_as_others_are(entry: importlib.metadata.EntryPoint) -> None:
    assert entry.group in {"timeline.readers", "timeline.exporters"}
    assert callable(entry.load())


def guides() -> dict[str, str]:
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    }


def test_every_make_command_in_the_guides_exists() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        (guide, name)
        for guide, text in guides().items()
        for name in re.findall(r"(?:^    |`)make ([a-z][a-z-]*)", text, re.MULTILINE)
    }
    assert {("README.md", "serve"), ("README.md", "test")} <= named
    assert {(guide, name) for guide, name in named if name not in targets} == set()


def commands() -> Iterator[tuple[str, str]]:
    for name, command in cli.commands.commands.items():
        if command.hidden:
            continue
        yield name, f"dateline {name}"
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                yield name, max(parameter.opts, key=len)


def test_every_command_and_option_is_documented() -> None:
    text = "\n".join(guides().values())
    assert [(name, words) for name, words in commands() if words not in text] == []


def test_links_between_the_guides_lead_somewhere() -> None:
    broken = [
        (guide, target)
        for guide, text in guides().items()
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
        if not (ROOT / guide).parent.joinpath(target).exists()
    ]
    assert broken == []


def test_the_machine_runs_what_people_run() -> None:
    assert re.search(r"^make test\b", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("script", ["built/page.js", "built/many.js", "vendor/leaflet/leaflet.js"])
def test_what_runs_as_a_page_opens_is_compiled_beside_it(script: str) -> None:
    assert (ROOT / "static" / script).read_bytes().startswith(b"//# allFunctionsCalledOnLoad\n")


def test_every_third_party_file_has_its_version_and_licence() -> None:
    listed = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["vendor"]
    vendor = ROOT / "static" / "vendor"
    versions = json.loads((vendor / "versions.json").read_text(encoding="utf-8"))
    assert versions.keys() == listed.keys()
    for name, package in versions.items():
        folder = vendor / Path(name).name
        assert package["version"]
        assert (folder / "LICENSE").stat().st_size > 100
        assert {path.name for path in folder.iterdir()} == {*package["files"], "LICENSE"}

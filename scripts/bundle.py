"""Makes one script and one style sheet of the page's, where they are not made of what is there now.

The build puts esbuild into `build/`. The page does not need what this makes: without it a browser
asks for four hundred files, one by one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from app.web.page_files import SCRIPT, STAMP, STYLE, fingerprint, is_bundled

ROOT = Path(__file__).resolve().parents[1]
ESBUILD = ROOT / "build" / "esbuild"

OPTIONS = (
    "--bundle",
    "--minify",
    "--format=esm",
    "--target=es2022",
    # A browser's tools show the files themselves; they are served.
    "--sourcemap",
    "--sources-content=false",
    "--log-level=warning",
)


def bundle(static: Path, esbuild: Path) -> None:
    """Make the script and the style sheet anew.

    Raises:
        subprocess.CalledProcessError: esbuild found a fault, which it has printed.
        OSError: esbuild cannot be run.
    """
    vendor = static / "vendor"
    imports = json.loads((vendor / "importmap.json").read_text("utf-8"))["imports"]
    at_once = json.loads((vendor / "preload.json").read_text("utf-8"))
    # What is loaded later, if at all, stays an import that the page's import map leads on.
    libraries = [
        f"--alias:{name}=.{url.removeprefix('/static')}" if url in at_once else f"--external:{name}"
        for name, url in imports.items()
    ]
    made_of = fingerprint(static)
    (static / STAMP).unlink(missing_ok=True)
    for source, target in (("js/main.js", SCRIPT), ("css/all.css", STYLE)):
        command = [str(esbuild), source, f"--outfile={target}", *OPTIONS, *libraries]
        subprocess.run(command, cwd=static, check=True, stdout=sys.stderr)
    (static / STAMP).write_text(made_of, encoding="utf-8")


def main() -> None:
    """Bundle the page of this checkout, or say why it is left as it is."""
    static = ROOT / "static"
    if is_bundled(static):
        return
    if not ESBUILD.is_file():
        print("glassbox: no esbuild here, the page comes in many files", file=sys.stderr)
        return
    bundle(static, ESBUILD)
    sizes = ", ".join(
        f"{name} {(static / name).stat().st_size / 1024:.0f} KB" for name in (SCRIPT, STYLE)
    )
    print(f"glassbox: the page is bundled: {sizes}", file=sys.stderr)


if __name__ == "__main__":
    main()

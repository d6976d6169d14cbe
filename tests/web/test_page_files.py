"""The page's script and style sheet: one of each, and never those of yesterday."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

from app.paths import STATIC
from app.web.page_files import SCRIPT, STYLE, Head, PageFiles, is_bundled
from scripts.bundle import ESBUILD, bundle

BUNDLED = Head(f"/static/{SCRIPT}", f"/static/{STYLE}")

needs_esbuild = pytest.mark.skipif(
    not ESBUILD.is_file(), reason="esbuild is not made for this machine"
)


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A small page's files, which a test may change, and what is made of them."""
    for folder in ("js/types", "css", "vendor"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("preload.json", "importmap.json", "stamp"):
        shutil.copy(STATIC / "vendor" / name, tmp_path / "vendor")
    imports = json.loads((STATIC / "vendor" / "importmap.json").read_bytes())["imports"]
    for url in imports.values():
        (tmp_path / url.removeprefix("/static/")).write_text("export const h = 'library';\n")
    (tmp_path / "js" / "main.js").write_text(
        'import { h } from "preact";\nimport { a } from "./a.js";\n'
        'console.log(h, a, () => import("katex"));\n'
    )
    (tmp_path / "js" / "a.js").write_text("export const a = 'first';\n")
    (tmp_path / "js" / "types" / "t.js").write_text("export {};\n")
    (tmp_path / "css" / "all.css").write_text('@import "./a.css";\n')
    (tmp_path / "css" / "a.css").write_text("a { margin: 1px }\n")
    if ESBUILD.is_file():
        bundle(tmp_path, ESBUILD)
    return tmp_path


def edit(path: Path, text: str) -> None:
    """As an editor does, and some time after the last change."""
    later = path.stat().st_mtime_ns + 1_000_000_000
    path.write_text(text)
    os.utime(path, ns=(later, later))


@needs_esbuild
def test_a_page_that_was_built_is_one_script_and_one_style_sheet(static: Path) -> None:
    assert PageFiles(static).head() == BUNDLED
    script, style = ((static / name).read_text() for name in (SCRIPT, STYLE))
    assert "first" in script
    assert "library" in script
    assert "margin:1px" in style.replace(" ", "")


@needs_esbuild
def test_what_comes_later_is_no_part_of_it(static: Path) -> None:
    assert 'import("katex")' in (static / SCRIPT).read_text()


@needs_esbuild
def test_a_browsers_tools_are_shown_the_files_themselves(static: Path) -> None:
    found = re.search(r"//# sourceMappingURL=(\S+)", (static / SCRIPT).read_text())
    assert found
    place = static / "vendor" / found[1]
    told = json.loads(place.read_text())
    assert "sourcesContent" not in told
    files = {(place.parent / name).resolve() for name in told["sources"]}
    assert {static / "js" / "main.js", static / "js" / "a.js"} <= files
    assert all(path.is_file() for path in files)


@needs_esbuild
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("js/a.js", "export const a = 'second';\n"),
        ("css/a.css", "a { margin: 2px }\n"),
        ("vendor/stamp", "another version of the libraries"),
    ],
)
def test_whoever_edits_a_file_sees_it_at_once_and_in_the_next_build(
    static: Path, name: str, text: str
) -> None:
    files = PageFiles(static)
    before = (static / name).read_text()
    assert files.head() == BUNDLED
    edit(static / name, text)
    one_by_one = files.head()
    assert (one_by_one.script, one_by_one.style) == ("/static/js/main.js", "/static/css/all.css")
    assert {"/static/js/main.js", "/static/js/a.js"} < set(one_by_one.preload)
    assert not [address for address in one_by_one.preload if "types" in address]
    bundle(static, ESBUILD)
    assert files.head() == BUNDLED
    edit(static / name, before)
    assert files.head() == one_by_one


@needs_esbuild
def test_a_new_file_and_one_that_is_gone_are_seen(static: Path) -> None:
    files = PageFiles(static)
    assert files.head() == BUNDLED
    (static / "js" / "new.js").write_text("export const fresh = 1;\n")
    assert "/static/js/new.js" in files.head().preload
    (static / "js" / "new.js").unlink()
    assert files.head() == BUNDLED


@needs_esbuild
def test_a_file_with_a_fault_is_told_and_the_page_goes_on_with_the_files(
    static: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    edit(static / "js" / "a.js", "export const a = ;\n")
    with pytest.raises(subprocess.CalledProcessError):
        bundle(static, ESBUILD)
    assert "js/a.js:1:17" in capfd.readouterr().err
    assert PageFiles(static).head().script == "/static/js/main.js"


def test_without_a_build_the_page_is_its_files(static: Path) -> None:
    for name in (SCRIPT, STYLE, "vendor/page.stamp"):
        (static / name).unlink(missing_ok=True)
    head = PageFiles(static).head()
    assert head.script == "/static/js/main.js"
    assert head.preload[0] == "/static/vendor/preact.js"


def test_every_style_sheet_of_the_page_is_in_the_one_list() -> None:
    listed = re.findall(r'@import "([^"]+)";', (STATIC / "css" / "all.css").read_text())
    folder = STATIC / "css"
    # The page on which a code is typed has its own.
    own = {"all.css", "join.css"}
    assert len(listed) == len(set(listed))
    assert {(folder / name).resolve() for name in listed} == {
        *(path for path in folder.glob("*.css") if path.name not in own),
        STATIC / "vendor" / "uplot.css",
    }


@needs_esbuild
def test_the_tests_drive_the_page_that_a_visitor_gets(http: httpx.Client, code: str) -> None:
    assert is_bundled(STATIC), "run `make page`"
    page = http.get(f"/r/{code}").text
    assert f'src="/static/{SCRIPT}"' in page
    assert f'href="/static/{STYLE}"' in page
    assert "modulepreload" not in page

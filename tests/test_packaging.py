"""What is delivered: the wheel, the browser libraries and the lists that must agree."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import app
from app.paths import STATIC, TEMPLATES
from app.web.page_files import is_bundled
from hatch_build import LIBRARIES, copy_esbuild, is_up_to_date, vendor

ROOT = Path(__file__).resolve().parent.parent


def read_json(name: str) -> dict[str, dict[str, dict[str, str]]]:
    content: dict[str, dict[str, dict[str, str]]] = json.loads((ROOT / name).read_bytes())
    return content


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    [built] = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.mark.xdist_group("wheel")
def test_the_wheel_holds_every_file_of_the_page(wheel: Path) -> None:
    for source in (STATIC, TEMPLATES):
        expected = {file.relative_to(source) for file in source.rglob("*") if file.is_file()}
        packed = wheel / "app" / source.name
        assert {
            file.relative_to(packed) for file in packed.rglob("*") if file.is_file()
        } == expected


@pytest.mark.xdist_group("wheel")
def test_the_page_of_the_wheel_is_bundled(wheel: Path) -> None:
    assert is_bundled(wheel / "app" / "static")


@pytest.mark.xdist_group("wheel")
def test_the_wheel_holds_nothing_but_the_program(wheel: Path) -> None:
    assert {path.name for path in wheel.iterdir()} == {
        "app",
        f"glassbox-{app.__version__}.dist-info",
    }


@pytest.mark.xdist_group("wheel")
def test_an_installed_program_finds_its_own_files(wheel: Path) -> None:
    program = "from app.paths import STATIC, TEMPLATES; print(STATIC); print(TEMPLATES)"
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=wheel,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert [Path(line) for line in result.stdout.splitlines()] == [
        wheel / "app" / "static",
        wheel / "app" / "templates",
    ]


@pytest.mark.xdist_group("wheel")
def test_an_installed_program_writes_programs(wheel: Path) -> None:
    program = (
        "from app.programs import FRAMEWORKS, write_program\n"
        "from app.training import Experiment\n"
        "for name in FRAMEWORKS: compile(write_program(Experiment(), name).source, name, 'exec')"
    )
    subprocess.run([sys.executable, "-c", program], cwd=wheel, check=True, timeout=60)


def test_the_import_map_leads_to_files_that_are_there() -> None:
    imports = json.loads((STATIC / "vendor" / "importmap.json").read_bytes())["imports"]
    assert imports
    for url in imports.values():
        assert (STATIC / url.removeprefix("/static/")).is_file(), url


def test_every_library_that_a_script_imports_is_in_the_import_map() -> None:
    imports = json.loads((STATIC / "vendor" / "importmap.json").read_bytes())["imports"]
    scripts = [*(STATIC / "js").rglob("*.js"), *(STATIC / "vendor").glob("*.js")]
    statement = re.compile(r"""(?:\bfrom|\bimport\(?)\s*["'](@?[a-z][\w./-]*)["']""")
    wanted = {name for script in scripts for name in statement.findall(script.read_text("utf-8"))}
    assert "preact" in wanted
    assert wanted <= set(imports)


def test_what_joins_the_page_is_called_esbuild_on_every_machine(tmp_path: Path) -> None:
    for name in ("linux-x64/bin/esbuild", "win32-x64/esbuild.exe"):
        program = tmp_path / name.partition("/")[0] / "@esbuild" / name
        program.parent.mkdir(parents=True)
        program.write_text(name)
        target = tmp_path / name.partition("/")[0] / "build"
        copy_esbuild(program.parents[len(Path(name).parts)], target)
        assert (target / "esbuild").read_text() == name
    copy_esbuild(tmp_path / "none", tmp_path / "build")
    assert not (tmp_path / "build").exists()


def test_every_library_comes_with_its_licence() -> None:
    licences = {path.name for path in (STATIC / "vendor").glob("*.LICENSE.txt")}
    assert licences == {
        f"{library.package.removeprefix('@').replace('/', '-')}.LICENSE.txt"
        for library in LIBRARIES
    }


def test_libraries_are_pinned_to_one_version_each() -> None:
    package = read_json("package.json")
    for name, version in {**package["dependencies"], **package["devDependencies"]}.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", str(version)), name


def test_the_lock_file_names_no_private_registry() -> None:
    for name, entry in read_json("package-lock.json")["packages"].items():
        assert entry.get("resolved", "https://registry.npmjs.org/").startswith(
            "https://registry.npmjs.org/"
        ), name


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == app.__version__
    assert json.loads((ROOT / "package.json").read_bytes())["version"] == app.__version__


@pytest.mark.slow
def test_the_build_fetches_the_libraries_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("package.json", "package-lock.json", "hatch_build.py"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "static").mkdir()
    vendor(tmp_path)
    assert is_up_to_date(tmp_path)
    for library in LIBRARIES:
        made = tmp_path / "static" / "vendor" / library.target
        assert made.read_bytes() == (STATIC / "vendor" / library.target).read_bytes()
    assert (tmp_path / "build" / "esbuild").is_file()
    assert "static/vendor is ready" in capfd.readouterr().err
    vendor(tmp_path)
    assert capfd.readouterr().err == ""


def test_a_new_lock_file_makes_the_libraries_out_of_date(tmp_path: Path) -> None:
    for name in ("package-lock.json", "hatch_build.py"):
        shutil.copy(ROOT / name, tmp_path)
    copy = tmp_path / "static" / "vendor"
    copy.mkdir(parents=True)
    shutil.copy(STATIC / "vendor" / "stamp", copy)
    assert is_up_to_date(tmp_path)
    (tmp_path / "package-lock.json").write_text("{}", encoding="utf-8")
    assert not is_up_to_date(tmp_path)

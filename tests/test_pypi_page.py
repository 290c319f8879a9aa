"""The page on PyPI begins with the package, and each of its links and pictures leads somewhere from there."""

from __future__ import annotations

import email
import re
import tomllib
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from tests.test_wheel import PROJECT, build

SETTINGS = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REPOSITORY = SETTINGS["urls"]["Repository"]
PICTURES = REPOSITORY.replace("//github.com/", "//raw.githubusercontent.com/")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The description in a wheel that is built now."""
    with ZipFile(build("wheel", PROJECT, tmp_path_factory.mktemp("wheel"))) as wheel:
        [name] = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = email.message_from_bytes(wheel.read(name))
    assert metadata["Description-Content-Type"] == "text/markdown"
    return metadata.get_payload(decode=True).decode()


@pytest.fixture(scope="module")
def html(page: str) -> BeautifulSoup:
    return BeautifulSoup(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(page), "html.parser")


def targets(html: BeautifulSoup) -> list[str]:
    """Where each link and each picture leads."""
    return [tag[key] for key in ("href", "src", "srcset") for tag in html.find_all(attrs={key: True})]


def test_no_link_and_no_picture_is_relative(html: BeautifulSoup) -> None:
    found = targets(html)
    assert len(found) > 25
    assert [one for one in found if not one.startswith(("https://", "#"))] == []


def test_those_to_the_repository_lead_to_a_file_in_this_version(html: BeautifulSoup) -> None:
    version = SETTINGS["version"]
    ours = [one for one in targets(html) if "/migration-lab/" in one]
    bases = (f"{REPOSITORY}/blob/v{version}/", f"{PICTURES}/v{version}/")
    for target in ours:
        [base] = (base for base in bases if target.startswith(base))
        assert (PROJECT / unquote(urlsplit(target.removeprefix(base)).path)).exists(), target
    assert {one.removeprefix(bases[1]) for one in ours if one.endswith(".webp")} == {
        path.relative_to(PROJECT).as_posix() for path in PROJECT.glob("deploy/site/pictures/*.webp")
    }


def test_those_within_the_page_lead_to_a_heading_of_it(html: BeautifulSoup) -> None:
    headings = {re.sub(r"[^\w -]", "", tag.text.lower()).replace(" ", "-") for tag in html.find_all(["h2", "h3"])}
    within = {one.removeprefix("#") for one in targets(html) if one.startswith("#")}
    assert within
    assert within <= headings


def test_the_first_command_installs_the_package_and_none_needs_a_clone(html: BeautifulSoup) -> None:
    shell, powershell = (
        tag.text.splitlines() for tag in html.find_all("code", class_=re.compile("sh$|powershell"))[:2]
    )
    for venv, install, start in (shell, powershell):
        assert venv.endswith("-m venv lab")
        [extra] = re.findall(r'pip install "migration-lab\[(\w+)\]"$', install)
        assert extra in SETTINGS["optional-dependencies"]
        assert Path(start.replace("\\", "/")).name in SETTINGS["scripts"]
    assert "uv run" not in html.text
    assert "this repository. In its folder" not in html.text


def test_readmes_sections_are_all_there_but_those_about_a_clone(html: BeautifulSoup) -> None:
    def headings(text: str) -> list[str]:
        return re.findall(r"^## (.+)$", text, re.MULTILINE)

    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    shown = [tag.text for tag in html.find_all("h2")]
    assert shown == [one for one in headings(readme) if one != "Without a clone"]

"""What the page about servers says agrees with the files that it speaks of."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.deployment.outside_schemas import CHART, VALUES

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "deploy" / "README.md").read_text(encoding="utf-8")


def test_the_page_and_the_values_name_the_chart_that_was_checked() -> None:
    values = (PROJECT / VALUES).read_text(encoding="utf-8")
    for text in (PAGE, values):
        assert set(re.findall(r"(?:--version|chart|\), version) (\d+\.\d+\.\d+)", text)) == {CHART}


def test_the_link_to_binder_opens_a_notebook_that_is_there() -> None:
    [(account, path)] = re.findall(r"mybinder\.org/v2/gh/(\S+)/HEAD\?urlpath=lab/tree/(\S+)", PAGE)
    assert (PROJECT / path).is_file()
    urls = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
    assert urls["Repository"] == f"https://github.com/{account}"


@pytest.mark.parametrize("folder", ["binder", ".binder"])
def test_nothing_hides_environment_yml_from_binder(folder: str) -> None:
    assert (PROJECT / "environment.yml").is_file()
    assert not (PROJECT / folder).exists()


def test_every_file_that_the_page_links_to_is_there() -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", PAGE)
    assert links
    assert [link for link in links if not (PROJECT / "deploy" / link).exists()] == []


def test_every_section_that_the_page_links_to_is_there() -> None:
    titles = {title.lower().replace(" ", "-") for title in re.findall(r"^##+ (.+)$", PAGE, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= titles


def test_the_example_of_ones_own_values_names_nobody_by_a_secret() -> None:
    [own] = [yaml.safe_load(one) for one in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]
    assert own["hub"]["config"]["GenericOAuthenticator"]["client_secret"] == "…"
    assert own["hub"]["config"]["Authenticator"]["allowed_users"]


def test_the_profile_and_the_commands_of_compose_are_there() -> None:
    compose = yaml.safe_load((PROJECT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
    profiles = {profile for service in compose["services"].values() for profile in service.get("profiles", ())}
    assert set(re.findall(r"--profile (\w+)", PAGE)) == profiles
    assert {"four": 4}[re.findall(r"The second is (\w+)", PAGE)[0]] == len(compose["services"])

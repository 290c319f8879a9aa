"""The image's Dockerfile is clean, and agrees with pyproject.toml and with the files that use the image."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[2]
DEPLOY = PROJECT / "deploy"
HADOLINT = shutil.which("hadolint", path=str(Path(sys.executable).parent))
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def of(keyword: str) -> list[str]:
    """Return what follows each instruction of that name."""
    joined = DOCKERFILE.replace("\\\n", " ")
    return [" ".join(found.split()) for found in re.findall(rf"^ *{keyword} (.*)$", joined, re.MULTILINE)]


def argument(name: str) -> str:
    [value] = [one.partition("=")[2] for one in of("ARG") if one.startswith(f"{name}=")]
    return value


def read(name: str) -> Any:
    return yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def values() -> Any:
    return read("zero-to-jupyterhub.yaml")


@pytest.fixture(scope="module")
def compose() -> Any:
    return read("compose.yaml")


@pytest.mark.skipif(sys.platform != "linux", reason="hadolint comes by pip for Linux")
def test_a_linter_finds_nothing() -> None:
    assert HADOLINT
    done = subprocess.run([HADOLINT, str(DEPLOY / "Dockerfile")], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(sys.platform != "linux", reason="hadolint comes by pip for Linux")
def test_it_does_find_something_else(tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM python\nUSER root\n", encoding="utf-8")
    done = subprocess.run([str(HADOLINT), str(tmp_path / "Dockerfile")], capture_output=True, encoding="utf-8")
    assert "DL3006" in done.stdout


def test_every_stage_is_from_one_base_that_has_a_tag() -> None:
    assert {one.split()[0] for one in of("FROM")} == {"${BASE}"}
    assert re.fullmatch(r"python:3\.\d+-slim-\w+", argument("BASE"))


def test_its_python_is_the_one_of_conda_and_of_the_dev_container() -> None:
    [version] = re.findall(r"^python:([\d.]+)-", argument("BASE"))
    environment = yaml.safe_load((PROJECT / "environment.yml").read_text(encoding="utf-8"))
    assert f"python={version}" in environment["dependencies"]
    assert set(re.findall(r"/python([\d.]+)/", DOCKERFILE)) == {version}
    container = json.loads((PROJECT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert container["image"].endswith(f":{version}")
    assert f"Programming Language :: Python :: {version}" in PYPROJECT["project"]["classifiers"]


def test_it_installs_an_extra_that_there_is() -> None:
    [extras] = re.findall(r"\.whl\)\[(.*?)\]", DOCKERFILE)
    assert set(extras.split(",")) == {"postgresql"} <= PYPROJECT["project"]["optional-dependencies"].keys()


def test_its_jupyterhub_is_the_one_of_the_chart() -> None:
    hub = json.loads((PROJECT / "tests" / "deployment" / "checked.json").read_text(encoding="utf-8"))["hub"]
    assert argument("JUPYTERHUB") == ".".join([*hub.split(".")[:2], "*"])


def test_what_goes_into_the_build_is_what_the_wheel_is_made_of() -> None:
    lines = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert next(line for line in lines if line and not line.startswith("#")) == "*"
    let_in = {line[1:] for line in lines if line.startswith("!")}
    project, hatch = PYPROJECT["project"], PYPROJECT["tool"]["hatch"]
    wheel, page = hatch["build"]["targets"]["wheel"], hatch["metadata"]["hooks"]["fancy-pypi-readme"]["fragments"]
    needed = {"pyproject.toml", *project["license-files"], *wheel["only-include"], *(one["path"] for one in page)}
    copied = {one.split()[1] for one in of("COPY") if "deploy/" in one}
    assert let_in == needed | copied
    assert [one for one in let_in if not (PROJECT / one).exists()] == []
    assert set(wheel["exclude"]) <= set(lines)


def test_one_port_is_meant_everywhere(compose: Any) -> None:
    [port] = of("EXPOSE")
    assert f'"--port={port}"' in DOCKERFILE
    assert f"127.0.0.1:{port}" in of("HEALTHCHECK")[0]
    assert {one.rpartition(":")[2] for service in compose["services"].values() for one in service["ports"]} == {port}


def test_one_user_and_one_home_are_meant_everywhere(values: Any, compose: Any) -> None:
    [user], [added] = of("USER"), re.findall(r"useradd (.*)", DOCKERFILE)
    options = shlex.split(added)
    assert user != "0"
    assert options[options.index("--uid") + 1] == user == str(values["singleuser"]["uid"])
    home = f"/home/{options[-1]}"
    assert of("WORKDIR")[-1] == home == values["singleuser"]["storage"]["homeMountPath"]
    assert {one.rpartition(":")[2] for service in compose["services"].values() for one in service["volumes"]} == {home}


def test_it_starts_alone_and_under_a_hub(values: Any) -> None:
    assert json.loads(of("CMD")[0])[0] in PYPROJECT["project"]["scripts"]
    assert values["singleuser"]["cmd"] == "jupyterhub-singleuser"
    assert (PROJECT / values["singleuser"]["defaultUrl"].removeprefix("/lab/tree/")).is_file()
    first = (DEPLOY / "start_course.py").read_text(encoding="utf-8").splitlines()[0]
    [environment] = re.findall(r"COPY --from=build (\S+) \1$", DOCKERFILE, re.MULTILINE)
    assert first == f"#!{environment}/bin/python"


def test_compose_gives_each_learner_a_port_and_a_home_that_only_this_machine_reaches(compose: Any) -> None:
    services = compose["services"].values()
    for what in ("ports", "volumes"):
        [*found] = [one for service in services for one in service[what]]
        assert len(set(found)) == len(found) == len(services)
    assert all(one.startswith("127.0.0.1:") for service in services for one in service["ports"])
    assert {one.partition(":")[0] for service in services for one in service["volumes"]} == compose["volumes"].keys()
    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in services)
    assert [name for name, service in compose["services"].items() if "profiles" not in service] == ["learner"]


def test_where_the_root_is_read_only_home_and_tmp_are_not(values: Any, compose: Any) -> None:
    storage = values["singleuser"]["storage"]
    assert values["hub"]["config"]["KubeSpawner"]["container_security_context"]["readOnlyRootFilesystem"] is True
    assert {one["name"] for one in storage["extraVolumes"]} == {one["name"] for one in storage["extraVolumeMounts"]}
    assert [one["mountPath"] for one in storage["extraVolumeMounts"]] == ["/tmp"]
    assert all(service["tmpfs"] == ["/tmp"] for service in compose["services"].values())


def test_the_values_let_nobody_in_before_somebody_is_named_and_no_admin_into_a_server(values: Any) -> None:
    config, roles = values["hub"]["config"], values["hub"]["loadRoles"]
    who = config["Authenticator"]
    assert (who["allow_all"], who["allowed_users"], who["admin_users"]) == (False, [], [])
    assert config["JupyterHub"]["admin_access"] is False
    assert config["JupyterHub"]["authenticator_class"] != "dummy"
    assert "admin" not in roles  # JupyterHub refuses to start with another `admin` role
    assert not [scope for role in roles.values() for scope in role["scopes"] if scope.startswith("access:")]
    egress = values["singleuser"]["networkPolicy"]["egressAllowRules"]
    assert set(egress.values()) == {False}

"""README begins with a recording, which is small, fifteen seconds long, and stands still for those who want that."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

PROJECT = Path(__file__).resolve().parents[1]
PICTURES = PROJECT / "deploy" / "site" / "pictures"
MOST_BYTES = 1_500_000


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a WebP file: four letters, and what they name."""
    assert (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
    at = 12
    while at < len(data):
        length = struct.unpack_from("<I", data, at + 4)[0]
        yield data[at : at + 4], data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def durations(path: Path) -> list[int]:
    """Return for how many milliseconds each picture is shown; nothing for one that does not move."""
    frames = (body for name, body in chunks(path.read_bytes()) if name == b"ANMF")
    return [int.from_bytes(frame[12:15], "little") for frame in frames]


@pytest.fixture
def picture() -> BeautifulSoup:
    found = re.search(r"<picture>.*?</picture>", (PROJECT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return BeautifulSoup(found[0], "html.parser")


def test_readme_shows_every_picture_that_is_there_and_no_other(picture: BeautifulSoup) -> None:
    shown = [*(one["srcset"] for one in picture.find_all("source")), picture.img["src"]]
    assert sorted(shown) == sorted(path.relative_to(PROJECT).as_posix() for path in PICTURES.iterdir())


def test_who_wants_no_motion_gets_a_still_picture_before_anything_else(picture: BeautifulSoup) -> None:
    sources = picture.find_all("source")
    still = ["prefers-reduced-motion" in one["media"] for one in sources]
    assert still == sorted(still, reverse=True)
    for source, calm in zip(sources, still, strict=True):
        assert bool(durations(PROJECT / source["srcset"])) is not calm
        assert ("dark" in source["srcset"]) is ("prefers-color-scheme: dark" in source["media"])


def test_words_say_what_is_in_it(picture: BeautifulSoup) -> None:
    assert {"model", "migrate", "upgrade", "rows"} <= {*re.findall(r"\w+", picture.img["alt"])}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_recording_is_small_and_takes_fifteen_seconds(theme: str) -> None:
    path = PICTURES / f"migration-{theme}.webp"
    assert path.stat().st_size < MOST_BYTES
    assert 12_000 < sum(durations(path)) < 18_000
    assert min(durations(path)) >= 40

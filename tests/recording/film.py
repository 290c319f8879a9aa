"""Pictures of a page, each with how long it is shown, and the files that come of them."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

HOLD = """() => {
    const there = document.getAnimations().filter(one => one.effect?.target?.closest(".mlab"));
    there.forEach(one => one.pause());
    return Math.max(0, ...there.map(one => Number(one.effect.getComputedTiming().endTime)));
}"""
SEEK = "at => document.getAnimations().forEach(one => { if (one.playState === 'paused') one.currentTime = at; })"


@dataclass
class Film:
    """A film of one page. What does not change is not stored again: a picture like the last one is shown longer."""

    page: Page
    frames: list[Image.Image] = field(default_factory=list)
    durations: list[int] = field(default_factory=list)

    def show(self, milliseconds: int) -> None:
        """Take a picture of the page as it is now, and show it so long."""
        frame = Image.open(io.BytesIO(self.page.screenshot(animations="allow", caret="hide"))).convert("RGB")
        if self.frames and frame.tobytes() == self.frames[-1].tobytes():
            self.durations[-1] += milliseconds
            return
        self.frames.append(frame)
        self.durations.append(milliseconds)

    def show_moving(self, every: int, at_most: int) -> None:
        """Film what the lab's displays are just animating: not as fast as the machine is, but picture by picture."""
        end = min(self.page.evaluate(HOLD), at_most)
        for at in range(0, int(end), every):
            self.page.evaluate(SEEK, at)
            self.show(every)

    @property
    def seconds(self) -> float:
        return sum(self.durations) / 1000

    def save(self, path: Path, still: int) -> None:
        """Write the film, and beside it as ``…-still.webp`` the picture with the number ``still``. Loses no pixel."""
        first, *others = self.frames
        lossless = {"lossless": True, "quality": 100, "method": 6}
        first.save(
            path, save_all=True, append_images=others, duration=self.durations, loop=0, minimize_size=True, **lossless
        )
        self.frames[still].save(path.with_name(f"{path.stem}-still.webp"), **lossless)

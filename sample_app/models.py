"""The tables of the conference, as Python classes: one class, one table."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db


class Speaker(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    bio: Mapped[str | None] = mapped_column(Text)

    def to_dict(self) -> dict[str, object]:
        return {"id": self.id, "name": self.name, "bio": self.bio}


class Room(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    seats: Mapped[int]

    def to_dict(self) -> dict[str, object]:
        return {"id": self.id, "name": self.name, "seats": self.seats}


class Talk(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime]
    minutes: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(8), server_default="en")
    kind: Mapped[str] = mapped_column(String(20))
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id"))
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))

    speaker: Mapped[Speaker] = relationship()
    room: Mapped[Room] = relationship()

    @property
    def ends_at(self) -> datetime | None:
        return self.starts_at + timedelta(minutes=self.minutes) if self.minutes else None

    def to_dict(self) -> dict[str, object]:
        return {
            "id": self.id,
            "title": self.title,
            "speaker": self.speaker.name,
            "room": self.room.name,
            "starts_at": self.starts_at.isoformat(),
            "minutes": self.minutes,
            "language": self.language,
            "kind": self.kind,
        }

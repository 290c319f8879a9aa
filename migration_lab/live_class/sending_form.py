"""The form that sends something to everybody, and what it has sent last. Every text in it is escaped."""

from __future__ import annotations

from migration_lab.course.location import CLINIC
from migration_lab.live_class.sent_to_all import CARD, CHAPTER, EXERCISE, LONGEST, SentToAll, choices
from migration_lab.live_class.service_handlers import ClassState
from migration_lab.terminal.class_page.page_html import bare, text

GROUPS = {CHAPTER: "Chapters", EXERCISE: "Exercises", CARD: "Cards of the coach"}


def sending_form() -> str:
    groups = "".join(
        f'<optgroup label="{GROUPS[kind]}">{_options(kind, some)}</optgroup>' for kind, some in choices().items()
    )
    return f"""<form id="sending">
<p><label for="what">A chapter, an exercise or a card</label>
<select id="what" name="what"><option value="">Nothing to open</option>{groups}</select></p>
<p class="wide"><label for="text">A sentence</label>
<input id="text" name="text" maxlength="{LONGEST}" autocomplete="off"></p>
<p><button>Send to everybody</button></p>
</form>
<p id="said" role="status"></p>"""


def _options(kind: str, some: list[tuple[str, str]]) -> str:
    named = [(id, (title if id == CLINIC else f"{id} {title}").replace("`", "")) for id, title in some]
    return "".join(f'<option value="{bare(f"{kind}:{id}")}">{bare(shown)}</option>' for id, shown in named)


def sent_now(state: ClassState) -> str:
    """Return what everybody sees now, on how many screens it is, and the button that takes it back."""
    if (sent := state.last.sent) is None:
        return '<p class="calm">Nothing is sent now.</p>'
    seen, many = state.people.have_seen(sent.id), state.people.many
    return (
        f'<p class="sent"><b>Sent:</b> {_words(sent)} <span class="calm">Shown to {seen} of the {many} here.</span> '
        f'<button type="button" id="take-back">Take it back</button></p>'
    )


def _words(sent: SentToAll) -> str:
    target = "" if sent.target == CLINIC else f" {sent.target}"
    named = f"{sent.opens}{target}, {sent.title}" if sent.opens else ""
    return text(
        ". ".join(one for one in (f"{named[:1].upper()}{named[1:]}", f"“{sent.text}”" if sent.text else "") if one)
    )

"""On the coach's pages, each id of another entry leads to the page of that entry."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.transforms import SphinxTransform

PREFIX = "coach/"
ID = re.compile(r"\b([A-HSX]\d{1,2})\b")
LEFT_ALONE = (nodes.literal, nodes.literal_block, nodes.reference, nodes.title, nodes.raw, nodes.pending)


class LinkIds(SphinxTransform):
    """Replace ``S10`` in a sentence by a link."""

    default_priority = 400

    def apply(self, **kwargs: object) -> None:
        docname = self.env.docname
        if not docname.startswith(PREFIX):
            return
        for text in [*self.document.findall(nodes.Text)]:
            if not inside(text) and len(new := [*self.pieces(str(text), docname)]) > 1:
                text.parent.replace(text, new)

    def pieces(self, text: str, docname: str) -> list[nodes.Node]:
        """Return the text with its ids as links: an id without a page, and the page's own, stay text."""
        found: list[nodes.Node] = []
        for number, piece in enumerate(ID.split(text)):
            page = PREFIX + piece
            if number % 2 and page != docname and page in self.env.found_docs:
                uri = self.app.builder.get_relative_uri(docname, page)
                found.append(nodes.reference("", piece, internal=True, refuri=uri))
            elif piece:
                found.append(nodes.Text(piece))
        return found


def inside(node: nodes.Node) -> bool:
    """Whether it stands in something that is no plain sentence."""
    while node.parent is not None:
        node = node.parent
        if isinstance(node, LEFT_ALONE):
            return True
    return False

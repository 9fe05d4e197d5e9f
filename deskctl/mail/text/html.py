"""Converting HTML to readable text: blocks become lines, links show their targets."""

import re

from deskctl.mail.text.entities import unescape
from deskctl.mail.text.markup import Markup, Tag

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figure footer form h1 h2 h3 h4"
    " h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_HREF = re.compile(r"(?:^|\s)href\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_QUOTE_ID = re.compile(
    r"divRplyFwdMsg|isReplyContent|replySplit|oriMsgHtmlSeperator|OutlookMessageHeader|gmail_quote|ntes-mailmaster-quote"
    r"|mail-editor-reference-message|x_divRplyFwdMsg",
)
_DEEPEST = 5  # quote marks before a line
_LONGEST_LINK = 2_000
_LONGEST_ATTRIBUTES = 10_000


class _Page:
    """The lines of a page that is being converted."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.depth = 0
        self.preformatted = 0
        self.link: tuple[str, int] | None = None
        self.quote: int | None = None

    def text(self, raw: str) -> None:
        """Add text; outside of `pre`, white space collapses to one space."""
        text = unescape(raw)
        if self.preformatted:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self.line.append(first)
            for other in others:
                self.end_line()
                self.line.append(other)
        else:
            self.line.append(_SPACES.sub(" ", text))

    def end_block(self) -> None:
        """End the line unless it is blank."""
        if "".join(self.line).strip():
            self.end_line()
        else:
            self.line = []

    def end_line(self) -> None:
        """End the line, even an empty one."""
        words = "".join(self.line)
        text = words.rstrip() if self.preformatted else _SPACES.sub(" ", words).strip()
        self.lines.append("> " * min(self.depth, _DEEPEST) + text if self.depth else text)
        self.line = []

    def open_link(self, attributes: str) -> None:
        """Save the target of a link."""
        match = _HREF.search(attributes[:_LONGEST_ATTRIBUTES])
        target = unescape(match[1].strip("\"'")).strip() if match else ""
        self.link = (target[:_LONGEST_LINK], len(self.line))

    def close_link(self) -> None:
        """Add the target of a link after its text, unless the text is the target."""
        if self.link is None:
            return
        target, place = self.link
        self.link = None
        words = "".join(self.line[place:]).strip()
        if target.startswith(("http:", "https:", "ftp:")) and words and target.rstrip("/") != words.rstrip("/"):
            self.line.append(f" {_SPACES.sub('%20', target)} ")


def text_of_html(markup: str) -> tuple[str, int | None]:
    """Return the text of a page, and the line where a quoted message begins according to the client's markup."""
    page = _Page()
    for piece in Markup(markup).pieces():
        if isinstance(piece, Tag):
            _apply(page, piece)
        else:
            page.text(piece)
    page.end_block()
    return "\n".join(page.lines), page.quote


def _apply(page: _Page, tag: Tag) -> None:
    name = tag.name.removeprefix("/")
    closing = tag.name.startswith("/")
    if page.quote is None and _QUOTE_ID.search(tag.attributes[:_LONGEST_ATTRIBUTES]):
        page.end_block()
        page.quote = len(page.lines)
    if name == "br":
        page.end_line()
    elif name in _BLOCKS:
        page.end_block()
        _nest(page, name, closing=closing)
    elif name in {"td", "th"} and closing:
        page.line.append(" ")
    elif name == "a":
        (page.close_link if closing else lambda: page.open_link(tag.attributes))()


def _nest(page: _Page, name: str, *, closing: bool) -> None:
    if name == "blockquote":
        page.depth = max(0, page.depth - 1) if closing else page.depth + 1
    elif name == "pre":
        page.preformatted = max(0, page.preformatted - 1) if closing else page.preformatted + 1

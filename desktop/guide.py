"""The users' guide as blocks of spans: read from its pages of Markdown, found beside the program or where it was installed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_, Problem

if TYPE_CHECKING:
    from markdown_it.token import Token

FIRST_PAGE = "index.md"
FOLDER = "huong-dan"


@dataclass(eq=False)
class PageMissing(Problem):
    """The guide, or one page of it, is not on this PC."""

    page: str

    code = "page_missing"
    says = N_(
        "The page “{page}” of the guide is not on this PC. Install the program again, or read the folder docs/huong-dan."
    )


class BlockKind(Enum):
    """What a block is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CODE = "code"
    ROW = "row"
    HEAD_ROW = "head_row"
    PICTURE = "picture"


class GuideSpan(NamedTuple):
    """A run of text in one look: bold, slanted or code, and the page, file or address it leads to."""

    text: str
    is_bold: bool = False
    is_slanted: bool = False
    is_code: bool = False
    link: str = ""


@dataclass(frozen=True)
class GuideBlock:
    """One block from the top to the bottom of a page.

    `spans` are its runs of text, `cells` those of a row of a table; `mark` is the sign or number before an item, `file` the
    picture relative to the page.
    """

    kind: BlockKind
    spans: tuple[GuideSpan, ...] = ()
    cells: tuple[tuple[GuideSpan, ...], ...] = ()
    mark: str = ""
    file: str = ""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def guide_folder() -> Path:
    """The folder of the guide: in a checkout beside the program, else where it was installed; refuses with `PageMissing`."""
    beside = Path(__file__).parents[1] / "docs" / FOLDER
    if (beside / FIRST_PAGE).is_file():
        return beside
    try:
        installed = files("sophieu") or ()
    except PackageNotFoundError:
        installed = ()
    for file in installed:
        if file.name == FIRST_PAGE and file.parent.name == FOLDER:
            return Path(str(file.locate())).parent
    raise PageMissing(FIRST_PAGE)


def read_page(page: str, folder: Path | None = None) -> tuple[GuideBlock, ...]:
    """The blocks of a page of the guide; refuses with `PageMissing`."""
    path = (folder or guide_folder()) / page
    try:
        return blocks_of(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise PageMissing(page) from None


class FoundPlace(NamedTuple):
    """A place of the guide: its page, the number of the block there, the titles it stands under, and the words themselves."""

    page: str
    place: int
    title: str
    heading: str
    text: str


def find_in_guide(words: str, folder: Path | None = None) -> tuple[FoundPlace, ...]:
    """The places that hold all these words; tones, case and order do not matter. Those under a heading with the words come first."""
    wanted = search_key(words).split()
    if not wanted:
        return ()
    found = []
    for file in sorted((folder or guide_folder()).glob("*.md")):
        title = heading = ""
        for place, block in enumerate(read_page(file.name, folder)):
            text = block.text or " · ".join("".join(span.text for span in cell) for cell in block.cells)
            if block.kind is BlockKind.TITLE:
                title = text
            elif block.kind is BlockKind.HEADING:
                heading = text
            under, inside = search_key(f"{title} {heading}"), search_key(text)
            if all(word in inside or word in under for word in wanted) and any(word in inside for word in wanted):
                weight = sum(word not in under for word in wanted)
                is_aside = block.kind is BlockKind.CODE or file.name == FIRST_PAGE
                found.append((weight, is_aside, FoundPlace(file.name, place, title, heading, text)))
    return tuple(each for *_, each in sorted(found, key=lambda each: each[:2]))


def blocks_of(text: str) -> tuple[GuideBlock, ...]:
    """The blocks of a Markdown text: headings, paragraphs, lists, code, tables and pictures; other marks are plain text."""
    from markdown_it import MarkdownIt

    return tuple(_blocks(MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)))


def _blocks(tokens: Sequence[Token]) -> Iterator[GuideBlock]:
    marks: list[tuple[bool, int]] = []
    kind, is_head, cells = BlockKind.PARAGRAPH, False, list[tuple[GuideSpan, ...]]()
    for token in tokens:
        match token.type:
            case "heading_open":
                kind = BlockKind.TITLE if token.tag == "h1" else BlockKind.HEADING
            case "bullet_list_open" | "ordered_list_open":
                marks.append((token.type.startswith("ordered"), 0))
            case "bullet_list_close" | "ordered_list_close":
                marks.pop()
            case "list_item_open":
                is_ordered, place = marks.pop()
                marks.append((is_ordered, place + 1))
                kind = BlockKind.ITEM
            case "thead_open" | "thead_close":
                is_head = token.type == "thead_open"
            case "tr_open":
                cells = []
            case "tr_close":
                yield GuideBlock(BlockKind.HEAD_ROW if is_head else BlockKind.ROW, cells=tuple(cells))
            case "fence" | "code_block":
                yield GuideBlock(BlockKind.CODE, (GuideSpan(token.content.rstrip("\n"), is_code=True),))
            case "th_open" | "td_open":
                kind = BlockKind.ROW
            case "inline":
                spans = tuple(_spans(token.children or []))
                pictures = [child for child in token.children or [] if child.type == "image"]
                if kind is BlockKind.ROW:
                    cells.append(spans)
                elif pictures:
                    for picture in pictures:
                        yield GuideBlock(
                            BlockKind.PICTURE, (GuideSpan(picture.content),), file=str(picture.attrs.get("src", ""))
                        )
                else:
                    is_ordered, place = marks[-1] if marks else (False, 0)
                    mark = f"{place}." if is_ordered else "•"
                    yield GuideBlock(kind, spans, mark=mark if kind is BlockKind.ITEM else "")
                kind = BlockKind.PARAGRAPH
            case _:
                continue


def _spans(children: Sequence[Token]) -> Iterator[GuideSpan]:
    bold = slanted = 0
    link = ""
    for child in children:
        match child.type:
            case "strong_open" | "strong_close":
                bold += child.nesting
            case "em_open" | "em_close":
                slanted += child.nesting
            case "link_open":
                link = str(child.attrs.get("href", ""))
            case "link_close":
                link = ""
            case "softbreak" | "hardbreak":
                yield GuideSpan(" ", bool(bold), bool(slanted), link=link)
            case "code_inline":
                yield GuideSpan(child.content, bool(bold), bool(slanted), is_code=True, link=link)
            case "text":
                yield GuideSpan(child.content, bool(bold), bool(slanted), link=link)
            case _:
                continue

"""Printed documents: one model of blocks, and the renderers `to_docx` and `to_pdf`."""

from tongxin.kit.documents.blocks import (
    Chart,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    TableBlock,
)
from tongxin.kit.documents.pdf import to_pdf
from tongxin.kit.documents.word import to_docx

__all__ = [
    "Chart",
    "Document",
    "Facts",
    "Heading",
    "PageBreak",
    "Paragraph",
    "TableBlock",
    "to_docx",
    "to_pdf",
]

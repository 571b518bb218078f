"""The Word file in LibreOffice, as the officer who gets it opens it."""

import io
import os
import re
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from tongxin.faces.reports.quarter import build
from tongxin.kit.documents import Chart, Document, TableBlock, to_docx, to_pdf
from tongxin.project.testing import FRIDAY

SECONDS = 180  # a first start writes its profile


@pytest.fixture(scope="module")
def soffice() -> str:
    path = shutil.which("soffice")
    if path is None:
        missing = "这台机器上没有 LibreOffice（apt-get install libreoffice-writer）"
        pytest.fail(missing) if os.environ.get("TONGXIN_BROWSER_REQUIRED") == "1" else pytest.skip(missing)
    return path


def opened(soffice: str, word: bytes, folder: Path) -> tuple[bytes, str]:
    """The PDF LibreOffice makes of a Word file, and what it said of it."""
    (folder / "report.docx").write_bytes(word)
    done = subprocess.run(
        [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
         "--convert-to", "pdf", "--outdir", str(folder), str(folder / "report.docx")],
        capture_output=True, text=True, timeout=SECONDS, check=True,
    )  # fmt: skip
    told = [
        line for line in (done.stdout + done.stderr).splitlines() if "javaldx" not in line
    ]  # no Java: no matter
    return (folder / "report.pdf").read_bytes(), "\n".join(told)


def text_of(pdf: bytes) -> str:
    """What is printed, without the breaks of lines and the page numbers."""
    pages = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return squeezed("".join(re.sub(r"—\s*\d+\s*—", "", page) for page in pages))


def squeezed(text: object) -> str:
    """Without curly quotes too: they are of another font, and come out beside their line."""
    return re.sub(r"[\s“”]+", "", str(text))


def missing(pdf: bytes, printed: Document) -> list[str]:
    """Which sentences, headings and cells of the report are not in the PDF."""
    said = [printed.title, printed.subtitle, printed.signature]
    for block in printed.blocks:
        if isinstance(block, TableBlock):
            said += [block.caption, *block.header, *(cell for row in block.cells() for cell in row)]
        elif not isinstance(block, Chart):
            said.append(block.text)
    shown = text_of(pdf)
    return [words for words in said if squeezed(words) not in shown]


def test_libreoffice_opens_the_quarterly_report_without_a_word_and_shows_all_of_it(city, soffice, tmp_path):
    printed = build(city.city, "2026Q3", at=FRIDAY, named=True)
    pdf, said = opened(soffice, to_docx(printed), tmp_path)
    assert not re.search(r"warn|error|repair|corrupt|damaged", said, re.IGNORECASE), said
    assert missing(pdf, printed) == []
    for figure in ("线索10条", "693.05万元", "21人次", '#$@*_<b>"云杉"</b>有限公司', "余杭区"):
        assert figure in text_of(pdf)
    pictures = {image.data for page in pypdf.PdfReader(io.BytesIO(pdf)).pages for image in page.images}
    assert len(pictures) == sum(isinstance(block, Chart) for block in printed.blocks)


def test_our_own_pdf_shows_the_same(city):
    printed = build(city.city, "2026Q3", at=FRIDAY, named=True)
    assert missing(to_pdf(printed), printed) == []


def test_what_is_no_word_file_fails_here(soffice, tmp_path):
    with pytest.raises((FileNotFoundError, subprocess.CalledProcessError)):
        opened(soffice, b"PK\x03\x04 torn", tmp_path)

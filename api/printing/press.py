"""The press: official papers as PDF (typst) and as Word files (docxtpl), from templates.

The templates that come with the product stand in `data`. One of the same name in the installation's
own folder takes its place, so that a province edits its papers without a programmer.
"""

import io
import json
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, cast

import segno
import typst
from docxtpl import DocxTemplate, InlineImage
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from api.printing.errors import TemplateBroken
from api.printing.sheet import Sheet

SHIPPED: Final = Path(__file__).parent / "data"
PDF_TEMPLATE: Final = "official.typ"
WORD_TEMPLATE: Final = "official.docx"
FONTS: Final = "fonts"
"""A folder beside own templates: Times New Roman, where somebody has a licence for it."""

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file can tell: what is printed twice is the same twice."""
_QR_SIDE: Final = 24 * 36_000
"""24 mm, in the units that Word counts in."""


@dataclass(frozen=True)
class Press:
    """Prints with the templates of one installation."""

    own: Path
    """Its own folder; it need not be there."""

    def pdf(self, sheet: Sheet) -> bytes:
        """The paper as PDF, the same bytes for the same sheet; `TemplateBroken` for a bad template.

        What people wrote reaches the template as data and is never read as instructions.
        """
        template = self._template(PDF_TEMPLATE)
        given = {"sheet": json.dumps(sheet.as_data() | {"qr": _qr_svg(sheet)})}
        try:
            printer = typst.Compiler(
                template, root=template.parent, font_paths=_fonts(self.own), sys_inputs=given
            )
            return cast(bytes, printer.compile(format="pdf", timestamp=0))
        except typst.TypstError as error:
            raise TemplateBroken(template=template.name) from error

    def word(self, sheet: Sheet) -> bytes:
        """The paper as a Word file to be edited; `TemplateBroken` for a bad template."""
        template = self._template(WORD_TEMPLATE)
        try:
            document = DocxTemplate(template)
            qr = _qr_png(sheet)
            image = InlineImage(document, qr, width=_QR_SIDE) if qr else ""
            document.render(
                sheet.as_data() | {"qr": image}, jinja_env=SandboxedEnvironment(autoescape=True)
            )
            made = io.BytesIO()
            document.save(made)
        except (TemplateError, zipfile.BadZipFile, KeyError, SyntaxError, ValueError) as error:
            raise TemplateBroken(template=template.name) from error
        return _same_each_time(made)

    def _template(self, name: str) -> Path:
        own = self.own / name
        return own if own.is_file() else SHIPPED / name


@cache
def _fonts(own: Path) -> typst.Fonts:
    folder = own / FONTS
    paths = [folder] if folder.is_dir() else []
    return typst.Fonts(include_system_fonts=False, font_paths=paths)


def _qr_svg(sheet: Sheet) -> str:
    if sheet.proof is None:
        return ""
    return segno.make(sheet.proof.address, error="m", micro=False).svg_inline(border=0)


def _qr_png(sheet: Sheet) -> io.BytesIO | None:
    if sheet.proof is None:
        return None
    made = io.BytesIO()
    segno.make(sheet.proof.address, error="m", micro=False).save(made, kind="png", scale=6)
    made.seek(0)
    return made


def _same_each_time(file: io.BytesIO) -> bytes:
    """The same archive without the moment at which it was made."""
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return made.getvalue()

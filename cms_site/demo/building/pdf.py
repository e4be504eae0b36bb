"""Small PDF documents, written by hand: one heading and some lines a page, in a font that every reader has."""

from collections.abc import Sequence

_WIDTH, _HEIGHT = 842, 595
_MARGIN = 64
_INK = "0.07 0.19 0.29"
_BAND = "0.12 0.54 0.53"
_HEADING_SIZE, _LINE_SIZE, _LEADING = 30, 17, 31

Page = tuple[str, Sequence[str]]


def pdf(title: str, pages: Sequence[Page]) -> bytes:
    """Return a PDF 1.7 document (ISO 32000-1). Text may hold what Windows code page 1252 can write.

    Raises UnicodeEncodeError for other characters.
    """
    count = len(pages)
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (da) /ViewerPreferences << /DisplayDocTitle true >> >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Contents {6 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        drawing = _drawing(page, number + 1, count)
        objects.append(f"<< /Length {len(drawing)} >>\nstream\n".encode() + drawing + b"\nendstream")
    objects.append(b"<< /Title <" + (b"\xfe\xff" + title.encode("utf-16-be")).hex().encode() + b"> >>")
    return _assemble(objects)


def _assemble(objects: Sequence[bytes]) -> bytes:
    """Return the file: header, objects, cross-reference table, trailer. The last object is the document's title."""
    text = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(text))
        text += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(text)
    text += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    text += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    text += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n".encode()
    return bytes(text + f"startxref\n{table}\n%%EOF\n".encode())


def _drawing(page: Page, number: int, count: int) -> bytes:
    """Return the operators that draw a page: a band at its left, the heading, the lines, its number."""
    heading, lines = page
    top = _HEIGHT - _MARGIN - _HEADING_SIZE
    parts = [
        f"{_BAND} rg 0 0 18 {_HEIGHT} re f {_INK} rg".encode(),
        _words("F2", _HEADING_SIZE, _MARGIN, top, heading),
    ]
    for row, line in enumerate(lines):
        parts.append(_words("F1", _LINE_SIZE, _MARGIN, top - 60 - row * _LEADING, line))
    parts.append(_words("F1", 11, _WIDTH - _MARGIN - 24, 30, f"{number} / {count}"))
    return b"\n".join(parts)


def _words(font: str, size: int, x: float, y: float, words: str) -> bytes:
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    return f"BT /{font} {size} Tf {x} {y} Td (".encode() + escaped + b") Tj ET"

"""Word's .docx: a zip of XML, looked at before it is unpacked."""

import io
import re
import zipfile

import mammoth
from django.utils.translation import gettext

from kitnet_pages.exceptions import UnreadableArticleError

from .markup import read_html
from .pieces import Source

# An honest document of a few pages unpacks to a few megabytes.
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_FILES = 2000
# Names of styles as Word writes them into files: English, whatever the language of its menus, or the writer's own.
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Titel'] => h1:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Citat'] => blockquote > p:fresh
p[style-name='Stærkt citat'] => blockquote > p:fresh
"""
STYLES += "".join(f"p[style-name='Overskrift {level}'] => h{level}:fresh\n" for level in range(1, 7))
# The format of Word before 2007, which also wraps a document with a password (MS-CFB, 2.2; MS-OFFCRYPTO, 2.3.4).
OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_docx(content: bytes) -> Source:
    """Return the pieces of a Word document. Raises UnreadableArticleError."""
    _look_inside(content)
    pictures: list[object] = []
    try:
        markup = mammoth.convert_to_html(
            io.BytesIO(content), style_map=STYLES, convert_image=lambda picture: pictures.append(picture) or []
        ).value
    except Exception as error:
        # Whatever a broken or hostile document trips over, its editor gets a sentence.
        raise _broken() from error
    source = read_html(markup)
    source.pictures = len(pictures)
    return source


def _look_inside(content: bytes) -> None:
    """Refuse what is no document, what would unpack to too much, and XML that defines entities."""
    if content.startswith(OLD_FORMAT):
        raise UnreadableArticleError(_locked() if _ENCRYPTED in content else old_format())
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise UnreadableArticleError(gettext("The document unpacks to more than an article can be."))
            if "word/document.xml" not in archive.namelist():
                raise _broken()
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")) and re.search(
                    rb"<!(?:DOCTYPE|ENTITY)", archive.read(entry), re.IGNORECASE
                ):
                    raise _broken()
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError) as error:
        raise _broken() from error


def old_format() -> str:
    """Return what is said of a file of Word's old format."""
    return gettext("This is Word's old format. Open it in Word and save it as .docx.")


def _locked() -> str:
    return gettext("The document is protected with a password. Open it in Word, remove the password and save it again.")


def _broken() -> UnreadableArticleError:
    return UnreadableArticleError(
        gettext("This is not a Word document that can be read. Open it in Word and save it as .docx once more.")
    )

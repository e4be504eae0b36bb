"""Pictures and documents of the demo, put into Wagtail's libraries."""

import csv
import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Drawing
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms_site.demo.content.papers import PAPERS, Paper
from cms_site.demo.content.people import ORGANISATIONS, PEOPLE
from cms_site.demo.pictures import PICTURES, Picture, organisation_mark, portrait

from .pdf import pdf

_QUALITY = 88


def add_pictures(user: Any) -> dict[str, Any]:
    """Draw every picture into the library; return the images by key: ``organisation:…`` and ``person:…`` among them."""
    wanted = dict(PICTURES)
    wanted |= {f"organisation:{facts.name}": organisation_mark(facts.name) for facts in ORGANISATIONS}
    wanted |= {f"person:{person.key}": portrait(person.name) for person in PEOPLE}
    return {key: _add_picture(key, picture, user) for key, picture in wanted.items()}


def add_documents(user: Any) -> dict[str, Any]:
    """Write every document into the library; return the documents by key."""
    return {paper.key: _add_document(paper, user) for paper in PAPERS}


def render(picture: Picture) -> bytes:
    """Return a picture as JPEG."""
    return _encoded(picture.draw())


def _encoded(drawing: Drawing.Image) -> bytes:
    buffer = io.BytesIO()
    drawing.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()


def _add_picture(key: str, picture: Picture, user: Any) -> Any:
    name = key.replace(":", "-").replace("@", "a").lower()
    return get_image_model().objects.create(
        title=picture.title,
        description=picture.alt,
        file=ContentFile(render(picture), name=f"{name}.jpg"),
        uploaded_by_user=user,
    )


def _add_document(paper: Paper, user: Any) -> Any:
    content, ending = (_table(paper), "csv") if paper.rows else (pdf(paper.title, paper.pages), "pdf")
    return get_document_model().objects.create(
        title=paper.title, file=ContentFile(content, name=f"{paper.key}.{ending}"), uploaded_by_user=user
    )


def _table(paper: Paper) -> bytes:
    """Return rows as Danish spreadsheet programs open them at once: semicolons, and a mark that says UTF-8."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerows(paper.rows)
    return buffer.getvalue().encode("utf-8-sig")

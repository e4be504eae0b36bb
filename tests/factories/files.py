"""Pictures and documents."""

from io import BytesIO

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from PIL import Image as PillowImage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model


def png(width: int = 8, height: int = 6, colour: str = "teal") -> bytes:
    """Return a small picture as the bytes of a PNG file."""
    buffer = BytesIO()
    PillowImage.new("RGB", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()


class ImageFactory(DjangoModelFactory):
    """A picture."""

    title = factory.Sequence(lambda n: f"Billede {n}")
    file = factory.LazyFunction(lambda: ContentFile(png(), "billede.png"))

    class Meta:
        model = get_image_model()


class DocumentFactory(DjangoModelFactory):
    """A document."""

    title = factory.Sequence(lambda n: f"Oplæg {n}")
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4", "oplaeg.pdf"))

    class Meta:
        model = get_document_model()

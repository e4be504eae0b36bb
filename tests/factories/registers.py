"""What pages choose from, and the municipalities."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from kitnet_pages.models import Collection, Membership, Municipality, Topic


class TopicFactory(DjangoModelFactory):
    """A topic."""

    name = factory.Sequence(lambda n: f"Emne {n}")
    slug = factory.Sequence(lambda n: f"emne-{n}")

    class Meta:
        model = Topic


class MunicipalityFactory(DjangoModelFactory):
    """A municipality."""

    # Those of the real ones lie below 1000.
    code = factory.Sequence(lambda n: f"{1000 + n % 9000}")
    name = factory.Sequence(lambda n: f"Kommune {n}")
    region = "Region Midt"
    hex_col = 1
    hex_row = 1

    class Meta:
        model = Municipality


class MembershipFactory(DjangoModelFactory):
    """A municipality's membership, from 1 September 2016 on unless told otherwise."""

    municipality = factory.SubFactory(MunicipalityFactory)
    first_day = date(2016, 9, 1)

    class Meta:
        model = Membership


class CollectionFactory(DjangoModelFactory):
    """A saved selection; of articles unless ``kind`` says otherwise."""

    name = factory.Sequence(lambda n: f"Samling {n}")

    class Meta:
        model = Collection

"""What tests are made of: a factory for each model, and a few functions that build what tests ask for again and again.

Pages take their ``parent``. They are published unless ``live=False`` is given. ``make_network`` plants the tree.
"""

from .blocks import every_block, every_panel, stream, text_panel
from .files import DocumentFactory, ImageFactory, png
from .meetings import (
    MeetingIndexPageFactory,
    MeetingPageFactory,
    RoundPageFactory,
    add_material,
    add_meeting_contact,
    add_programme_item,
    announced,
    in_days,
    make_meeting,
)
from .pages import (
    CoveragePageFactory,
    GroupIndexPageFactory,
    GroupPageFactory,
    HomePageFactory,
    NewsIndexPageFactory,
    NewsPageFactory,
    PageFactory,
    StandardPageFactory,
    add_facilitator,
    fresh,
    give_column,
    publish,
    relate,
)
from .people import ContactFactory, OrganisationFactory, UserFactory, make_administrator
from .registers import CollectionFactory, MembershipFactory, MunicipalityFactory, TopicFactory
from .tree import Network, make_network

__all__ = [
    "CollectionFactory",
    "ContactFactory",
    "CoveragePageFactory",
    "DocumentFactory",
    "GroupIndexPageFactory",
    "GroupPageFactory",
    "HomePageFactory",
    "ImageFactory",
    "MeetingIndexPageFactory",
    "MeetingPageFactory",
    "MembershipFactory",
    "MunicipalityFactory",
    "Network",
    "NewsIndexPageFactory",
    "NewsPageFactory",
    "OrganisationFactory",
    "PageFactory",
    "RoundPageFactory",
    "StandardPageFactory",
    "TopicFactory",
    "UserFactory",
    "add_facilitator",
    "add_material",
    "add_meeting_contact",
    "add_programme_item",
    "announced",
    "every_block",
    "every_panel",
    "fresh",
    "give_column",
    "in_days",
    "make_administrator",
    "make_meeting",
    "make_network",
    "png",
    "publish",
    "relate",
    "stream",
    "text_panel",
]

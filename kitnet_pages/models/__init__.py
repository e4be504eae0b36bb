"""Models: fields, constraints and reads. Rules that write are in ``domain``."""

from .base import BodyMixin, NetworkPageMixin, RelatedPage, RightColumn, editor_tabs
from .collections import Collection
from .coverage import CoveragePage
from .exports import ExportRecord
from .groups import GroupFacilitator, GroupIndexPage, GroupPage, Municipality
from .home import HomePage, StandardPage
from .memberships import Membership, PastPlacement
from .news import NewsIndexPage, NewsPage
from .people import Contact, Organisation, Topic
from .roles import FacilitatorRole, facilitator_auth_groups
from .settings import NetworkSettings

__all__ = [
    "BodyMixin",
    "Collection",
    "Contact",
    "CoveragePage",
    "ExportRecord",
    "FacilitatorRole",
    "GroupFacilitator",
    "GroupIndexPage",
    "GroupPage",
    "HomePage",
    "Membership",
    "Municipality",
    "NetworkPageMixin",
    "NetworkSettings",
    "NewsIndexPage",
    "NewsPage",
    "Organisation",
    "PastPlacement",
    "RelatedPage",
    "RightColumn",
    "StandardPage",
    "Topic",
    "editor_tabs",
    "facilitator_auth_groups",
]

"""The fields of this app's models: which hold personal data, why, and when that ends."""

from django.utils.translation import gettext_lazy as _

from kitnet_pages.personal_data import Personal, declare

_ASKED = Personal(_("So that visitors can ask somebody"), _("When an editor deletes the contact"))
_NAMED = Personal(_("To say who wrote, spoke or took the picture"), _("When the page is deleted"))
_RESPONSIBLE = Personal(
    _("To reach whoever answers for the municipality's part in the network"), _("180 days after the membership")
)
_LOGGED = Personal(_("To see who took personal data out of the system"), _("After 760 days"))


def register() -> None:
    """Declare every field. A new one joins ``personal``, with purpose and end, or ``other``."""
    declare("kitnet_pages.Collection", other="name heading kind group topic period order number show_see_all")
    declare(
        "kitnet_pages.Contact",
        personal=dict.fromkeys(("name", "title", "department", "organisation", "email", "phone", "picture"), _ASKED),
    )
    declare("kitnet_pages.CoveragePage", other="body introduction")
    declare(
        "kitnet_pages.ExportRecord",
        personal={"user": _LOGGED, "who": _LOGGED},
        other="what selection file_format rows made_at",
    )
    declare("kitnet_pages.FacilitatorRole", other="page auth_group")
    declare("kitnet_pages.GroupFacilitator", personal={"contact": _ASKED}, other="sort_order page")
    declare("kitnet_pages.GroupIndexPage", other="body introduction")
    declare("kitnet_pages.GroupPage", other="body introduction area colour community_url picture")
    declare("kitnet_pages.HomePage", other="body introduction hero_image hero_alt join_heading join_text")
    declare(
        "kitnet_pages.Membership",
        personal={"contact_name": _RESPONSIBLE, "contact_email": _RESPONSIBLE},
        other="municipality first_day last_day created_at changed_at",
    )
    declare("kitnet_pages.Municipality", other="code name region group mailbox hex_col hex_row sort_key")
    declare(
        "kitnet_pages.NetworkSettings",
        other=(
            "site name short_name role_mailbox community_name community_url join_page map_service foreign_words"
            " footer_text privacy_page accessibility_statement_url accessibility_checked_on"
        ),
    )
    declare("kitnet_pages.NewsIndexPage", other="introduction")
    declare(
        "kitnet_pages.NewsPage",
        personal={"body": _NAMED, "byline": _NAMED, "hero_credit": _NAMED},
        other="date lead hero_image hero_alt group topics",
    )
    declare("kitnet_pages.Organisation", other="name full_name url logo is_organiser")
    declare("kitnet_pages.PastPlacement", other="municipality last_day group region")
    declare("kitnet_pages.RelatedPage", other="sort_order page target")
    declare("kitnet_pages.RightColumn", other="page content")
    declare("kitnet_pages.StandardPage", other="body lead")
    declare("kitnet_pages.Topic", other="name slug")

"""What is left of a text that an editor pastes from Word, in a real browser."""

import re

import pytest

from kitnet_pages.models import NewsPage
from tests import factories
from tests.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p.MsoNormal{color:red}</style></head><body>"
    "<h1 style='mso-outline-level:1'>Øverst<o:p></o:p></h1>"
    "<p class=MsoNormal style='color:red'><b>Fed</b> og <span style='background:yellow'>gul</span> med "
    "<a href='https://kommune.example/'>link</a><o:p></o:p></p>"
    "<h2>Midt</h2>"
    "<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
    "<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>Et</p>"
    "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
    "<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>To</p>"
    "<p class=MsoListParagraphCxSpFirst style='mso-list:l2 level1 lfo3'><span style='mso-list:Ignore'>1.&nbsp; </span>"
    "Trin</p><p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'>"
    "<span style='mso-list:Ignore'>o&nbsp; </span>Del</p>"
    # Not every line that begins with a number is in a list.
    "<p class=MsoNormal>15.\n<b style='mso-bidi-font-weight:normal'>marts</b> i Køge<del>slettet</del></p>"
    "<p class=MsoNormal>1. skrevet</p><p class=MsoNormal>2. selv</p>"
    "<b style='font-weight:normal'><div><p role=heading aria-level=2>Fra nettet</p></div></b>"
    "<h3>Nederst</h3><ol><li>Først</li></ol><img src='file:///C:/billede.png'></body></html>"
)
PASTE = """(element, html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "-");
    element.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_word_keeps_headings_lists_and_links_and_loses_its_looks(network, live_server, page):
    user = factories.make_administrator()
    user.set_password("en lang kode")
    user.save()
    desk = Desk(page, live_server.url)
    desk.log_in(user.username, "en lang kode")
    desk.go(f"/admin/pages/add/kitnet_pages/newspage/{network.news_index.pk}/")
    desk.fill(title="Fra Word", lead="Sat ind.")
    desk.add_block("Tekst")
    writing = page.locator(".public-DraftEditor-content").first
    writing.click()
    writing.evaluate(PASTE, WORD)
    # The editor hands its text to the form a moment after the last change.
    page.wait_for_function("document.querySelector('[name=body-0-value]').value.includes('Nederst')")
    desk.publish()
    (stored,) = NewsPage.objects.get().body.raw_data
    assert re.sub(r' data-block-key="\w+"', "", stored["value"]) == (
        '<h2>Øverst</h2><p><b>Fed</b> og gul med <a href="https://kommune.example/">link</a></p>'
        "<h2>Midt</h2><ul><li>Et</li><li>To</li></ul><ol><li>Trin<ul><li>Del</li></ul></li></ol>"
        "<p>15.\u00a0<b>marts</b> i Køge</p><ol><li>skrevet</li><li>selv</li></ol><h2>Fra nettet</h2>"
        "<h3>Nederst</h3><ol><li>Først</li></ol>"
    )

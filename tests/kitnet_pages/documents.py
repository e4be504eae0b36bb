"""Files as editors upload them."""

import io
import zipfile

ARTICLE = """\
3. februar 2019

Kommuner bytter erfaringer om skyen

Otte kommuner satte sig i januar om samme bord i Holbæk. De havde hver en regning med, og ingen af dem forstod den.

”Vi troede, at skyen var billig, og det ord ”billig” skylder vi en forklaring. Nu ved vi, hvad vi skal
spørge om," siger specialkonsulent Karla Maria Eksempel fra Drift og Arkitektur, Prøvekøbing Kommune.

Regningen forstås sammen

Deltagerne lagde tallene side om side. Det gav en fælles driftsmo-del, som alle kunne tage med hjem til it-chefen.

3 råd til de næste

Skriv ned, hvad I bruger. Ryd op hver måned. Så bliver samta-len om penge lettere, og samtalen om data kan begynde.

En driftsmodel er ikke et regneark

Det siger sig selv. Læs mere på netværkets side.
"""

_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>{before}
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"""
_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml"
ContentType="application/xml"/><Override PartName="/word/document.xml"
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
_STYLES = """<?xml version="1.0" encoding="UTF-8"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{styles}</w:styles>"""
_NAMES = {"Titel": "Title", "Overskrift1": "heading 1", "Overskrift2": "heading 2", "Citat": "Quote"}
# Styles that somebody has made or brought along under these very names.
_OWN_NAMES = ("Overskrift 1", "Overskrift 2", "Stærkt citat", "Intense Quote")


def docx(*paragraphs: tuple[str, str], before: str = "") -> bytes:
    """Return a Word document of paragraphs: each the id of its style, as a Danish Word writes it, and its words."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'
        for style, words in paragraphs
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (_NAMES | dict(zip(_OWN_NAMES, _OWN_NAMES, strict=True))).items()
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/styles.xml", _STYLES.format(styles=styles))
        archive.writestr("word/document.xml", _DOCUMENT.format(body=body, before=before))
    return buffer.getvalue()

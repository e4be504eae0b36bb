"""Addresses that a phone's camera reads."""

import segno

# White around the code, in modules: what readers need (ISO/IEC 18004).
QUIET_ZONE = 4


def qr_svg(address: str) -> str:
    """Return a QR code of ``address`` as an inline SVG: black on white whatever the page's colours, without a style."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True, svgclass="kn-qr__code")

"""What nobody would type and somebody will send. One corpus for every view that reads a query string."""

from urllib.parse import quote

# Texts on which a stock Wagtail site fails, on one database or the other; and neighbours of them.
TEXTS = {
    "null": "\x00",
    "null inside": "digi\x00tal",
    "lone surrogate": "\ud800",
    "lone surrogate inside": "digi\udfff tal",
    "quote": '"',
    "unclosed quote": '"digital',
    "quotes": '"" "a" "',
    "apostrophes": "' OR 1=1 --",
    "newline": "\n",
    "newlines": "digital\r\n\r\narkitektur",
    "spaces": " \t\u00a0\u2003 ",
    "operators": "AND OR NOT NEAR(a b) a* ^a -a +a a:b {a b} : | & ! <-> ()",
    "lone operator": "*",
    "lone minus": "-",
    "backslash": "\\",
    "percent": "% %s %d %(x)s _",
    "many words": "ord " * 5000,
    "long word": "a" * 100_000,
    "joined emoji": "👩‍💻👨‍👩‍👧‍👦",
    "direction marks": "\u202eabc\u2066",
    "private and unassigned": "\ue000\U000e0fff\uffff",
    "combining marks": "a" + "\u0301" * 500,
    "dots and slashes": "../../etc/passwd",
    "markup": "<script>alert(1)</script>",
    "template": "{{ 7*7 }}{% debug %}",
    "formula": '=HYPERLINK("http://spam.example")',
    "header injection": "Ida\r\nBcc: alle@faxe.example\r\n\r\nKøb!",
}

_ENCODED = {name: quote(text.encode("utf-8", "surrogatepass")[:4000]) for name, text in TEXTS.items()}

# Query strings that try the filters and pages of every list.
QUERY_STRINGS = [
    *(f"{name}={value}" for value in _ENCODED.values() for name in ("emne", "gruppe", "aar", "side")),
    "aar=2016&aar=",
    "aar[]=2016",
    "aar=%FF%FE",
    "aar=%",
    "side=%D9%A1",
    "side=1e3",
    "side=1.5",
    "side=" + "9" * 400,
    "aar=99999999999999999999",
    "&&&=&=;",
]

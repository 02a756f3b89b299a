"""From the words of a chronology to the kind of act; only where they leave one choice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from habeas.core.errors import UseError, nearest
from habeas.core.faults import ValueFault, quoted

# A cell that is nothing but one of these words.
_ALONE: dict[str, str] = {
    "arrests": "arrest, apprehension",
    "books_in": "booking, booked, intake, book-in, bookin, admission, admitted",
    "books_out": "book-out, bookout, discharge",
    "transfers": "transfer, move, moved, relocation",
    "releases": "release",
    "removes": "removal, deportation, expulsion",
    "departs": "departure, takeoff, take-off, wheels up",
    "lands": "landing, touchdown, wheels down",
    "arrives": "arrival",
    "hands_over": "handover, hand-over, handoff",
    "returns": "return",
    "gives_notice": "notice",
    "files": "filing, complaint, petition, motion, brief, declaration",
    "hears": "hearing, oral argument, argument",
    "serves": "service",
    "dockets": "docket entry, docketing",
    "orders_orally": "oral order, bench order, oral ruling",
    "orders_in_writing": "minute order, written order",
    "stays": "stay",
    "vacates": "vacatur",
    "extends": "extension",
}
# Verbs in a sentence, in forms that tell of something done.
_SAID: dict[str, str] = {
    "arrests": r"arrest(?:s|ed)|apprehend(?:s|ed)|(?:was|were) detained|taken into custody|picked up by",
    "books_in": r"book(?:s|ed) in(?:to)?|admitted to|check(?:s|ed) in(?:to)?",
    "books_out": r"book(?:s|ed) out|check(?:s|ed) out of",
    "transfers": r"transfer(?:s|red)(?! (?:the )?(?:case|venue|money))|moved|relocated|"
    r"(?:was|were) taken to|bused|bussed|driven to|flown to",
    "departs": r"depart(?:s|ed)|(?:takes|took) off|wheels up|"
    r"(?:flight|plane|aircraft|bus|it|he|she|they) (?:leaves|left)",
    "leaves_airspace": r"(?:leaves|left|exits|exited) (?:[\w.]+ ){0,3}air ?space",
    "enters_airspace": r"enter(?:s|ed) (?:[\w.]+ ){0,3}air ?space",
    "lands": r"land(?:s|ed)|touch(?:es|ed) down|wheels down",
    "arrives": r"arriv(?:es|ed)",
    "hands_over": r"hand(?:s|ed) (?:\w+ ){0,3}(?:over|off)|turned over to|delivered to",
    "releases": r"release[sd]"
    r"(?! (?:\w+ ){0,3}(?:statement|report|memo|list|video|data|name|document|letter|opinion|order)s?\b)|"
    r"freed|set free|discharged",
    "removes": r"deport(?:s|ed)|expell?(?:s|ed)|"
    r"removed(?= to\b| from (?:the )?(?:u\.? ?s\b|united states|country)|$)",
    "returns": r"returned(?! (?:[\w'’]+ ){0,2}(?:calls?|messages?|papers?)\b)|brought back|flown back",
    "gives_notice": r"(?:gives|gave|given|served|receives|received) (?:\w+ ){0,3}notice|notif(?:ies|ied)",
    "files": r"fil(?:es|ed)|lodged",
    "requests": r"request(?:s|ed)|moved for|moves for|asked (?:the )?(?:court|judge)",
    "hears": r"hearing (?:was |is )?(?:held|begins|began|starts|started|convened|takes place|took place)|"
    r"heard argument",
    "orders_orally": r"order(?:s|ed) (?:orally|from the bench)|orally order(?:s|ed)|from the bench|"
    r"oral(?:ly)? rul(?:es|ed)",
    "orders_in_writing": r"(?:written|minute) order (?:is |was )?(?:issued|entered|posted)?|"
    r"(?:issues|issued|enters|entered|signs|signed|grants|granted) (?:\w+ ){0,4}(?:order|tro|injunction)|"
    r"(?:order|tro|injunction) (?:is |was )?(?:issued|entered|granted|signed)",
    "dockets": r"docketed|dockets|entered on the docket",
    "serves": r"serv(?:es|ed) (?:on|upon|with)|(?:was|were) served(?! as\b)",
    "acknowledges": r"acknowledg(?:es|ed)|confirm(?:s|ed) receipt",
    "stays": r"stay(?:s|ed) (?:\w+ ){0,3}(?:order|ruling|judgment|decision|injunction|removal|case|proceedings)|"
    r"(?:administrative )?stay (?:is |was )?(?:issued|entered|granted)",
    "lifts_stay": r"lift(?:s|ed) (?:the )?stay|stay (?:is |was )?lifted",
    "extends": r"extend(?:s|ed)",
    "narrows": r"narrow(?:s|ed)",
    "vacates": r"vacat(?:es|ed)",
    "expires": r"expir(?:es|ed)",
    "publishes": r"publish(?:es|ed)|posted online",
    "pays": r"paid|pays",
}
_NEGATED = re.compile(r"\b(?:not|never|no|without|denied|refus(?:es|ed)|failed to|declined to)\b", re.IGNORECASE)
_ORDERED = re.compile(r"\border(?:s|ed)\b", re.IGNORECASE)
_MOTION = re.compile(r"\b(?:moved|moves) (?:for|to (?:dismiss|stay|compel|vacate|dissolve|certify))\b", re.IGNORECASE)
_MATCHES = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in _SAID.items()}
_WORDS = {word.strip(): kind for kind, words in _ALONE.items() for word in words.split(",")}


def guess_kind(text: str, codes: Sequence[str], taught: Mapping[str, str]) -> str:
    """The code of the act that the words tell of.

    ``taught`` gives codes for words of this sheet. Raises ``ValueFault`` where the words leave none or several.
    """
    plain = " ".join(text.casefold().split()).rstrip(".")
    code = re.sub(r"[ -]+", "_", plain)
    if code in codes:
        return code
    for words, kind in taught.items():
        if words.casefold() in plain:
            return kind
    if plain in _WORDS:
        return _WORDS[plain]
    found = {kind for kind, pattern in _MATCHES.items() if pattern.search(plain)}
    if _MOTION.search(plain):
        found = (found - {"transfers"}) | {"requests"}
    if found in ({"hands_over", "transfers"}, {"leaves_airspace", "departs"}):
        found -= {"transfers", "departs"}  # "left the airspace" is one act in two of our patterns
    if len(found) == 1 and not _NEGATED.search(plain):
        return next(iter(found))
    raise ValueFault("unknown-act", _why(text, plain, found), _mend(found))


def _why(text: str, plain: str, found: set[str]) -> str:
    if len(found) > 1:
        return f"{quoted(text)} may be {' and '.join(sorted(found))}."
    if found:
        return f"{quoted(text)} may say that something was not done."
    if _ORDERED.search(plain):
        return f"{quoted(text)}: orally or in writing?"
    return f"{quoted(text)} does not say which kind of act it is."


def _mend(found: set[str]) -> str:
    if len(found) > 1:
        return "Give each act a row of its own, or say which it is in a column named what."
    return "Say it in a column named what (transfers, departs, ...), or with --what 'WORDS=KIND'."


def read_taught(texts: Sequence[str], codes: Sequence[str]) -> dict[str, str]:
    """``--what WORDS=KIND``, several times. Raises ``UseError`` for a kind that there is not."""
    taught = {}
    for text in texts:
        words, equals, kind = text.rpartition("=")
        if not equals or not words.strip():
            raise UseError(f'--what: "{text}" is not WORDS=KIND, as in --what "interview=hears".')
        if kind not in codes:
            raise UseError(f'--what: there is no kind of act "{kind}". {nearest(kind, codes)}'.rstrip())
        taught[words.strip()] = kind
    return taught

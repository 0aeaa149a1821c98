"""Which forms does an English verb take? Enough morphology to write a lexicon of lemmas."""

from __future__ import annotations

#: Verbs that do not follow the rules: past, and past participle where it differs.
IRREGULAR = {
    "arise": ("arose", "arisen"), "be": ("was", "been"), "beat": ("beat", "beaten"), "become": ("became", "become"),
    "begin": ("began", "begun"), "break": ("broke", "broken"), "bring": ("brought",), "build": ("built",),
    "burn": ("burned",), "buy": ("bought",), "catch": ("caught",), "choose": ("chose", "chosen"),
    "come": ("came", "come"), "cost": ("cost",), "cut": ("cut",), "deal": ("dealt",), "die": ("died",),
    "draw": ("drew", "drawn"), "drive": ("drove", "driven"), "fall": ("fell", "fallen"), "feed": ("fed",),
    "feel": ("felt",), "fight": ("fought",), "find": ("found",), "flee": ("fled",), "fly": ("flew", "flown"),
    "forbid": ("forbade", "forbidden"), "forecast": ("forecast",), "freeze": ("froze", "frozen"),
    "get": ("got", "gotten"), "give": ("gave", "given"), "go": ("went", "gone"), "grow": ("grew", "grown"),
    "hang": ("hung",), "have": ("had",), "hear": ("heard",), "hide": ("hid", "hidden"), "hit": ("hit",),
    "hold": ("held",), "hurt": ("hurt",), "keep": ("kept",), "know": ("knew", "known"), "lay": ("laid",),
    "lead": ("led",), "leave": ("left",), "lend": ("lent",), "let": ("let",), "lose": ("lost",), "make": ("made",),
    "mean": ("meant",), "meet": ("met",), "override": ("overrode", "overridden"),
    "overrun": ("overran", "overrun"), "oversee": ("oversaw", "overseen"), "overthrow": ("overthrew", "overthrown"),
    "pay": ("paid",), "put": ("put",), "quit": ("quit",), "rebuild": ("rebuilt",), "resell": ("resold",),
    "rise": ("rose", "risen"), "run": ("ran", "run"), "say": ("said",), "see": ("saw", "seen"), "seek": ("sought",),
    "sell": ("sold",), "send": ("sent",), "set": ("set",), "shake": ("shook", "shaken"), "shoot": ("shot",),
    "show": ("showed", "shown"), "shut": ("shut",), "sink": ("sank", "sunk"), "speak": ("spoke", "spoken"),
    "spend": ("spent",), "split": ("split",), "spread": ("spread",), "stand": ("stood",), "steal": ("stole", "stolen"),
    "strike": ("struck",), "swear": ("swore", "sworn"), "sweep": ("swept",), "take": ("took", "taken"),
    "tear": ("tore", "torn"), "tell": ("told",), "think": ("thought",), "throw": ("threw", "thrown"),
    "undertake": ("undertook", "undertaken"), "uphold": ("upheld",), "win": ("won",),
    "withdraw": ("withdrew", "withdrawn"), "withhold": ("withheld",), "write": ("wrote", "written"),
}  # fmt: skip

#: Final consonants that double before -ed and -ing: "ban", "banned".
DOUBLING = frozenset(
    "ban bar bomb_ stop ship trap rob permit submit commit admit expel compel repel rebel patrol control refer "
    "transfer "
    "grab drop plan plot jam strip step quit hit cut shut set put run begin win split get let swim sit drag dam shell_ "
    "abet outfit kidnap unplug scrap slam".replace("_", "x").split()
)


#: Final consonants that British writers double: "cancelled", "canceled".
EITHER = frozenset("cancel travel signal fuel refuel channel label".split())


def third_person(lemma: str) -> str:
    """``carries`` of ``carry``."""
    if lemma in {"have", "be"}:
        return {"have": "has", "be": "is"}[lemma]
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"


def gerund(lemma: str) -> str:
    """``carrying`` of ``carry``."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        return lemma[:-1] + "ing"
    return (lemma + lemma[-1] if lemma in DOUBLING else lemma) + "ing"


def pasts(lemma: str) -> tuple[str, ...]:
    """Past and past participle: ``("withdrew", "withdrawn")`` of ``withdraw``."""
    if lemma in IRREGULAR:
        return IRREGULAR[lemma]
    if lemma.endswith("e"):
        return (lemma + "d",)
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return (lemma[:-1] + "ied",)
    doubled, plain = f"{lemma}{lemma[-1]}ed", f"{lemma}ed"
    return (plain, doubled) if lemma in EITHER else (doubled,) if lemma in DOUBLING else (plain,)


def plural(noun: str) -> str:
    """``embargoes`` is written ``embargos`` too: the regular plural is enough for a lexicon."""
    return third_person(noun)

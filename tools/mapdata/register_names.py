"""Names of settlements as INEI's register writes them ("San Pedro De Ramis (San Pedro)", "Iii Sector"), set in proper Spanish."""

import re

LOWER_WORDS = {"De", "Del", "El", "La", "Las", "Los", "Y"}


def proper(name):
    """Small words lower-case inside a name, Roman numerals upper-case, brackets spaced; nothing else is touched, no accent added."""
    words = re.sub(r"\s*\(\s*", " (", name).strip().split()
    for i, word in enumerate(words):
        core = word.strip("()")
        if re.fullmatch(r"[IVX][ivx]*", core):
            words[i] = word.replace(core, core.upper())
        elif i and core in LOWER_WORDS and not word.startswith("("):
            words[i] = word.lower()
    return re.sub(r"'(\w)", lambda m: "\u2019" + m.group(1).lower(), " ".join(words))

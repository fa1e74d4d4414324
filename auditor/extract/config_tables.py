"""Look-up tables in configuration. In: the entries of a file and its hits. Out: the sites below which stand prices, context
windows or capabilities keyed by many ids, and no setting; those among them that say what models cost; and the rows of mappings
that are lists of models in use: `models: {acme-3: {temperature: 0}}`.
"""

from __future__ import annotations

from collections import Counter

from auditor import lazy_re as re
from auditor.extract.entries import ROOT, Entry, Hits, is_prose, is_secret, is_variable, plain

KEYED = 8
PRICED = 4
SIZED = 12
MANY = 24  # records that name an id: more than anybody deploys
MEASURED = 3  # distinct measures that make a file a record of a benchmark
_ID = re.compile(r"(?=.*\d)[A-Za-z0-9][\w.:/@+-]{3,160}$")
_ID_KEYS = frozenset({"id", "name", "model", "modelname", "modelid", "slug", "canonicalslug", "displayname"})
_PRICE = re.compile(r"(?:cost|price|pricing|per\w{0,12}token|per1[km]|centsper)", re.IGNORECASE)
_SIZE = re.compile(
    r"(?:contextwindow|contextlength|maxtokens|maxinputtokens|maxoutputtokens|maxcontext|contextsize|knowledgecutoff|releasedate)$"
)
_MEASURE = re.compile(
    r"(?:accuracy|passrate|latency(?:seconds|ms)?|secondsper|walltime|f1$|precision|recall|bleu|rouge|winrate|elo$|correctrate|testcases"
    r"|totalcost|errorrate|tokenspersecond|coverage$|incorrect$|avgscore|meanscore)"
)
_LIVE = frozenset({"apikey", "apibase", "baseurl", "endpoint", "apiversion", "deployment", "deploymentname"})
_RUN = frozenset({"args", "command", "resourceprofile"})  # of a container or a workload: its row is run
# what a row of prices tells about its model beside its name
_ASIDE = re.compile(r"(?:provider(?:id|name|type)?s?|vendors?|sources?)$")
_SECTIONS = 8  # levels of a row
_MODELS = re.compile(r"(?:models|llms|modellist|modelconfigs?)$")
_NULLS = frozenset({"", "null", "~"})
_SAMPLED = frozenset({"temperature", "topp", "topk"})
_MEANT = frozenset("model modelname modelid id deployment deploymentname engine path target alias".split())


def table_sites(entries: list[Entry], hits: Hits) -> frozenset[str]:
    """Sites of look-up tables, and of workloads that are turned off."""
    keyed: Counter[str] = Counter()
    records: Counter[str] = Counter()
    enums: Counter[str] = Counter()
    priced: set[str] = set()
    sized: set[str] = set()
    live: set[str] = set()
    owned: set[str] = set()
    measures: set[str] = set()
    run: set[str] = set()
    off: set[str] = set()
    for entry in entries:
        word = plain(entry.key)
        if word in _RUN:
            run.add(entry.site)
        elif word == "enabled" and entry.value.lower() == "false":
            off.add(entry.site)
        if entry.kind == "item":
            if word in {"enum", "enums", "const"} and hits.any(entry.at, entry.end):
                enums[entry.site] += 1
            continue
        if entry.key_at >= 0 and _ID.match(entry.key) and hits.any(entry.key_at, entry.key_at + len(entry.key)):
            if entry.kind == "map" or _number(entry.value):
                keyed[entry.site] += 1
            continue
        if word in _ID_KEYS and entry.site.endswith("]") and hits.any(entry.at, entry.end) and not is_variable(entry.value):
            records[entry.site[: entry.site.rfind("[")]] += 1
        if word == "ownedby":
            owned.add(entry.site)  # a record of what a server runs
        if _MEASURE.search(word):
            measures.add(word)
        if _PRICE.search(word):
            priced |= _lists(entry.site)
        elif _SIZE.search(word):
            sized |= _lists(entry.site)
        elif word in _LIVE:
            live |= _lists(entry.site) | {entry.site.rpartition(".")[0]}
    if len(measures) >= MEASURED:
        return frozenset({ROOT})
    live.update(above for site in run - off for above in _above(site)[1:2])
    found = owned | (run & off) | {site for site, count in keyed.items() if count >= KEYED and site not in live}
    found |= {site for site, count in enums.items() if count >= PRICED}
    for site, count in records.items():
        long = count >= MANY or (count >= SIZED and site in sized) or (count >= PRICED and site in priced)
        if long and site not in live:
            found.add(site)
    return frozenset(found)


def priced_tables(entries: list[Entry], tables: frozenset[str]) -> frozenset[str]:
    """The look-up tables of which most rows say prices, and none how its model is reached."""
    priced: set[str] = set()
    told: set[str] = set()
    live: set[str] = set()
    measures: set[str] = set()
    for entry in entries if tables else ():
        word = plain(entry.key)
        if _MEASURE.search(word):
            measures.add(word)
        if word in _LIVE or is_secret(entry.key):
            live.update(_above(entry.site))
        elif _PRICE.search(word):
            priced.add(entry.site)
        elif _ASIDE.search(word):
            told.add(entry.site)
    if len(measures) >= MEASURED:
        return frozenset()  # what was run, and what that cost
    rows = Counter(above for site in priced for above in _above(site)[1:])
    others = Counter(above for site in told - priced for above in _above(site)[1:])
    return frozenset(site for site in tables - live if rows[site] >= max(PRICED, others[site]))


def used_rows(entries: list[Entry], hits: Hits) -> frozenset[str]:
    """Sites of the rows whose keys are models in use: their mapping is called so, and some row sets a call or all are empty.

    A row that names a model itself is called by its key and means the other; rows that were measured are a record.
    """
    rows: dict[str, str] = {}  # site of a row -> the mapping that holds it
    full: set[str] = set()
    for entry in entries:
        start, end = entry.key_at, entry.key_at + len(entry.key)
        if start < 0 or not hits.any(start, end) or not _ID.match(entry.key) or not _MODELS.search(plain(entry.parent)):
            continue
        if entry.kind == "map" or entry.value in _NULLS:
            rows[f"{entry.site}.{entry.key}"] = entry.site
        if entry.kind == "map":
            full.add(entry.site)
    said: set[str] = set()
    left: set[str] = set()
    around = {row: row for row in rows}  # site -> the row that it lies in
    for entry in entries if rows else ():
        row = around.get(entry.site)
        if row is None:
            row = around[entry.site] = next((site for site in _above(entry.site) if site in rows), "")
        word = plain(entry.key)
        if word in _MEANT and row == entry.site:
            left.add(row)
        elif row and (_MEASURE.search(word) or word.endswith("score")):
            left.add(rows[row])
        elif row and _sets(word, entry):
            said.add(rows[row])
    return frozenset(row for row, held in rows.items() if left.isdisjoint((row, held)) and (held in said or held not in full))


def _sets(word: str, entry: Entry) -> bool:
    """Whether an entry sets something of a call, and does not tell what a model can do."""
    if word in _SAMPLED:
        return _number(entry.value)
    if word == "reasoningeffort":
        return entry.value.islower() and entry.kind != "item"
    return word in _LIVE and word != "endpoint"  # which may only be a path


def is_aside(key: str) -> bool:
    """Tell whether a key says who offers a model or where something was read."""
    return bool(_ASIDE.search(plain(key)))


def is_remark(entry: Entry, priced: frozenset[str]) -> bool:
    """Tell whether an entry of a table of prices says who offers a model, where that was read, or anything in words."""
    told = is_aside(entry.key) or is_prose(entry.key) or " " in entry.value or "://" in entry.value
    return told and any(site in priced for site in _above(entry.site))


def _above(site: str) -> list[str]:
    """A site and those it lies in, nearest first."""
    found, at = [site], max(site.rfind("."), site.rfind("["))
    while at > 0 and len(found) < _SECTIONS:
        found.append(site[:at])
        at = max(site.rfind(".", 0, at), site.rfind("[", 0, at))
    return found


def _number(value: str) -> bool:
    return value.replace(".", "", 1).replace("_", "").replace("e-", "").isdigit()


def _lists(site: str) -> set[str]:
    """Every list that a site lies in."""
    found, at = set(), site.rfind("[")
    while at > 0:
        found.add(site[:at])
        at = site.rfind("[", 0, at)
    return found

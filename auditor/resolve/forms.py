"""How an id is written. In: a raw string. Out: a `Reading`: the names inside it, outermost first, and what the form implies.

It knows no model: shapes, prefixes, organizations and suffixes come from the catalog's forms. Opaque ids (deployments, customer
models) are read as such.
"""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.facts import Catalog, Shape
from auditor.resolve.idtext import TRIMMED
from auditor.rows import NamedTuple

ROUNDS = 12  # a nested id has three or four layers

_SIZED = re.compile(r"[a-z]?\d")
_VERSIONED = re.compile(r"[a-z][a-z-]*\d[\w.-]*")
_WAY = re.compile(r"[a-z]{3,12}(?:[-_][a-z]{2,14})?")


class Reading(NamedTuple):
    """What the form of an id says: `names` are the layers, `known` also those that only count when the tables know them."""

    names: tuple[str, ...]
    known: tuple[str, ...]
    served: tuple[str, ...] = ()  # without last words that say how a service runs it
    guesses: tuple[str, ...] = ()  # without first words that may be a route or a team's own, for a model slot
    provider: str = ""
    host: str = ""  # provider of the same slug as the vendor: meant when the model turns out to be another maker's
    vendor: str = ""  # maker whose slug stands before the name
    owner: str = ""  # vendor | route | repack | stranger: who stands before the name
    opaque: bool = False
    floats: bool = False
    tuned: bool = False
    tagged: bool = False  # a size or variant stood behind a colon
    packed: bool = False  # a packing marker was taken off
    folder: bool = False  # its first part is a branch or a folder


class _State:
    """The reading while it is made."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.names = [text]
        self.known = [text]
        self.weak: list[str] = []
        self.served: list[str] = []
        self.guesses: list[str] = []
        self.provider = ""
        self.host = ""
        self.vendor = ""
        self.owner = ""
        self.strangers = 0
        self.floats = self.tuned = self.opaque = self.tagged = self.packed = self.folder = False

    def go(self, text: str) -> bool:
        """Peels one layer."""
        self.text = text
        self.names.append(text)
        self.known.append(text)
        return bool(text)


class Reader:
    """Reads ids by the forms of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        forms = catalog.forms
        self._shapes = tuple(forms.shapes)
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._vendors = forms.vendors
        self._repackers = frozenset(forms.repackers)
        self._folders = frozenset(forms.folders)
        self._services = frozenset(forms.services)
        self._bare = frozenset(forms.bare)
        self._defaults = forms.defaults
        self._skip = "|".join(forms.skip) or r"\Z.\A"
        self._markers = "|".join(forms.markers).replace("~", "[-_.]") or r"\Z.\A"
        self.routes = {provider: provider for provider in catalog.providers}
        for table in (catalog.slugs, catalog.prefixes):
            self.routes |= {spelled.lower().replace("_", "-"): provider for spelled, provider in table.items()}

    def read(self, raw: str) -> Reading:
        """The layers of an id."""
        state = _State(raw.strip(TRIMMED))
        used: set[str] = set()
        for _ in range(ROUNDS):
            if not (self._shape(state, used) or self._slash(state) or self._colon(state) or self._dot(state)):
                break
            if state.opaque or state.folder or not state.text:
                break
        self._unpack(state)
        self._defloat(state)
        return Reading(
            tuple(dict.fromkeys(state.names)),
            tuple(dict.fromkeys((*state.known, *state.weak, *state.served))),
            tuple(state.served),
            tuple(state.guesses),
            state.provider,
            state.host,
            state.vendor,
            state.owner,
            state.opaque,
            state.floats,
            state.tuned,
            state.tagged,
            state.packed,
            state.folder or state.strangers > 1,
        )

    def _pattern(self, expression: str) -> re.Pattern[str]:
        made = self._compiled.get(expression)
        if made is None:
            made = self._compiled[expression] = re.compile(expression)
        return made

    def _shape(self, state: _State, used: set[str]) -> bool:
        lowered = state.text.lower()
        for shape in self._shapes:
            if shape.has not in lowered or shape.match in used:
                continue
            found = self._pattern(shape.match).match(state.text)
            if found is None:
                continue
            if shape.weak:
                state.weak.append(found["rest"])
                used.add(shape.match)
                continue
            used.add(shape.match)
            self._take(state, shape, found)
            if not shape.once:
                return True
        return False

    def _take(self, state: _State, shape: Shape, found: re.Match[str]) -> None:
        state.provider = state.provider or shape.provider
        state.floats |= shape.floats
        state.tuned |= shape.tuned
        groups = found.groupdict()
        if shape.once:
            return
        rest = groups.get("rest")
        if rest is None:
            state.opaque = True
            return
        vendor = groups.get("vendor")
        if vendor and not self._before(state, vendor):
            state.strangers += 1
            state.owner = "stranger"
        if vendor:
            state.names.append(f"{vendor}-{rest}")
            state.known.append(f"{vendor}-{rest}")
        tag = groups.get("tag")
        if tag:
            self._tagged(state, rest, tag)
        else:
            state.go(rest)

    def _tagged(self, state: _State, name: str, tag: str) -> None:
        state.tagged = True
        if tag == "latest":
            state.floats = True
            state.go(name)
            return
        whole = f"{name}-{tag}"
        size = re.split(r"[-_]", tag, maxsplit=1)
        state.known += [f"{name}-{size[0]}-{word}" for word in self._defaults] if len(size) == 1 else []
        state.go(whole)
        if not _SIZED.match(tag):
            state.weak.append(name)

    def _before(self, state: _State, head: str) -> bool:
        """Notes who stands before the name; False for somebody unknown."""
        head = head.lower()
        route = self.routes.get(head.replace("_", "-"))
        vendor = self._vendors.get(head)
        if vendor:
            state.vendor = vendor
            state.host = route or ""
            state.owner = "vendor"
        elif route:
            state.provider = state.provider or route
            state.owner = state.owner or "route"
        elif head in self._repackers:
            state.owner = "repack"
        else:
            return False
        return True

    def _slash(self, state: _State) -> bool:
        head, slash, rest = state.text.partition("/")
        if not slash or (":" in head and not rest.startswith("/")):
            return False
        if not head or not rest:
            state.folder = True
            return False
        if not self._before(state, head):
            if head.lower() in self._folders and state.owner not in {"route", "vendor"}:
                state.folder = True
                return False
            known = state.owner in {"route", "vendor"} or head[:1].isdigit()
            if not (known and self._pattern(self._skip).fullmatch(head.lower())):
                state.strangers += 1
                state.owner = "stranger"
        return state.go(rest)

    def _colon(self, state: _State) -> bool:
        head, colon, rest = state.text.partition(":")
        route = self.routes.get(head.lower().replace("_", "-")) if colon else None
        if not route and rest and head.isalpha() and not state.owner:
            state.guesses.append(rest)  # a word of the application's own: `local:model`
        if not route:
            # `acme:messages:model`: the way to call stands between the route and the id
            if not rest or state.owner != "route" or head in self._bare or not _WAY.fullmatch(head):
                return False
            state.names.pop()
            state.known.pop()
            return state.go(rest)
        state.provider = state.provider or route
        state.owner = "route"
        return state.go(rest.lstrip("/:"))

    def _dot(self, state: _State) -> bool:
        """`acme.model-1`: an application's own id of a model at a provider; a maker's name so is a platform's form."""
        head, dot, rest = state.text.partition(".")
        route = self.routes.get(head.lower()) if dot and head.isalpha() and not state.owner else None
        if not route or head.lower() in self._vendors or not _VERSIONED.fullmatch(rest):
            return False
        state.provider = state.provider or route
        state.owner = "route"
        return state.go(rest)

    def _unpack(self, state: _State) -> None:
        """Takes packing markers and words of services off the end."""
        text = state.text
        if "/" in text or state.opaque:
            return
        ending = self._pattern(rf"(?i)^(.+?)[-_.](?:{self._markers})$")
        plain = text
        while found := ending.match(plain):
            plain = found[1]
        if plain != text:
            state.packed = True
            state.go(plain)
        maker, _, name = plain.partition("_")
        if name and state.owner == "repack" and maker.lower() in self._vendors:
            state.vendor = self._vendors[maker.lower()]  # `repacker/maker_name`
            state.go(plain := name)
        head, _, word = plain.rpartition("-")
        while head and word.lower() in self._services:
            (state.weak if word.lower() == "latest" else state.served).append(head)
            head, _, word = head.rpartition("-")
        self._lead(state, plain)

    def _lead(self, state: _State, name: str) -> None:
        """Notes what is left when first words are a maker (sure), or a route or anything else (a guess)."""
        head, dash, rest = name.partition("-")
        for _ in range(3):
            if not dash or not rest:
                return
            if head.lower() in self._vendors:
                state.weak.append(rest)
            else:
                state.guesses.append(rest)
            more, dash, rest = rest.partition("-")
            head = f"{head}-{more}"

    def _defloat(self, state: _State) -> None:
        state.floats |= state.text.lower().endswith("latest")

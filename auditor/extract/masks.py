"""The one masker: takes any text that may reach a report and gives it back with secrets replaced; also tells where they stand.

The prefixes of vendors' keys come from the catalog; the other shapes are those of public secret scanners.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor import lazy_re as re

MASK = "***"
SHORTEST = 8  # characters of a text that can hold a secret
_PLACEHOLDER = re.compile(
    r"x{4,}|\*{3,}|\.{3}|your|example|placeholder|dummy|fake|test|sample|change|insert|replace|redacted|1234567|abcdef",
    re.IGNORECASE,
)
_SHAPES = (
    r"AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}|glpat-[A-Za-z0-9_-]{18,255}"
    r"|xox[abprs]-[A-Za-z0-9-]{10,255}|AIza[0-9A-Za-z_-]{30,60}|ya29\.[0-9A-Za-z_-]{20,255}|npm_[A-Za-z0-9]{30,60}"
    r"|pypi-[A-Za-z0-9_-]{40,255}"
    r"|eyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,4000}(?:\.[A-Za-z0-9_-]{8,2000})?|(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{10,255}"
)
_PEM = r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]{0,8000}(?:-----END [A-Z ]{0,40}KEY-----)?"
_RUN_LENGTH = 12
_FAR = 512  # characters of one run
_IN_RUN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_PIECES = re.compile(rf"[A-Za-z0-9]{{{_RUN_LENGTH},512}}")
_EDGE = re.compile(r"[0-9](?:(?=[A-Za-z])|(?<=[A-Za-z][0-9]))")  # where letters and digits meet
_BEFORE = re.compile(r"[A-Za-z0-9]*\Z")
_PEM_BLOCK = re.compile(_PEM)
_LONG = re.compile(r"[A-Za-z0-9_\-]{20,512}(?:\.[A-Za-z0-9_\-]{8,4000}){0,2}")
_USER = re.compile(r"(?<=://)[^\s/@:'\"<>]{0,200}:[^\s/@'\"<>]{1,400}(?=@)|(?<=://)[A-Za-z0-9_-]{20,400}(?=@)")
_NAMED = re.compile(
    r"""(?:api[_-]?key|apikey|access[_-]?key|secret|token|passw(?:or)?d|pwd|authorization|credential|private[_-]?key|[_-]key)
        (?:["'\]\)]{0,3}\s{0,4}(?:=>|:=|=|:|,)\s{0,4}["']?(?:bearer\s{1,4}|basic\s{1,4})?)([A-Za-z0-9+/_.~\-]{8,512}={0,2})""",
    re.IGNORECASE | re.VERBOSE,
)
_NAMES = ("key", "token", "secret", "pass", "pwd", "authorization", "credential")  # one of them stands in all that `_NAMED` finds
_BEARER = re.compile(r"\b(?:bearer|basic)\s{1,4}([A-Za-z0-9+/_.~\-]{12,2000}={0,2})", re.IGNORECASE)
_RUN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9+]{24,512}={0,2}(?![A-Za-z0-9])")
_NAME = re.compile(r"[A-Za-z][a-z]{2,}\d{0,8}(?:[A-Z][a-z]{2,}\d{0,8}){2,}\Z")  # `ModelAcme3Large20240307`
_STEMMED = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,8}_)([A-Za-z0-9]{20,512})(?![A-Za-z0-9])")
_WORDY = re.compile(r"[A-Za-z_.]+$|[a-z][a-z0-9_.]*(?:_[a-z0-9_.]+)+$|[A-Z][A-Z0-9_]*$")


class Masker:
    """Masks by shape (known prefixes, tokens, private keys), by URL user info and by the name that a value is given to."""

    def __init__(self, prefixes: tuple[str, ...] = ()) -> None:
        stems = "|".join(
            sorted((re.escape(prefix) for prefix in prefixes if len(prefix) >= 3), key=lambda stem: (-len(stem), stem))
        )
        # 12 characters behind a vendor's prefix: shorter ones are words of prose
        vendor = rf"(?:{stems})[A-Za-z0-9_\-]{{12,512}}|" if stems else ""
        self._shape = re.compile(rf"(?<![A-Za-z0-9])(?:{vendor}sk-[A-Za-z0-9_\-]{{16,512}}|{_SHAPES})|{_PEM}")
        self._prefix = re.compile(rf"(?:{stems})") if stems else re.compile(r"(?!)")
        self._folders: dict[str, str] = {}

    def mask_name(self, text: str) -> str:
        """A name out of code (module, callee, key path) with key-shaped parts replaced."""
        return text if len(text) < 12 else _STEMMED.sub(_tangled, self._shape.sub(self._short, text))

    def mask_path(self, path: str) -> str:
        """A path as by `mask_name`; what its folder says is asked once, as no shape but a PEM block reaches across a slash."""
        if "-----" in path:
            return self.mask_name(path)
        folder, slash, name = path.rpartition("/")
        masked = self._folders.get(folder)
        if masked is None:
            masked = self._folders[folder] = self.mask_name(folder)
        return masked + slash + self.mask_name(name)

    def mask(self, text: str) -> str:
        """The text with every secret-like run replaced; most texts come back as they are."""
        if len(text) < SHORTEST:
            return text
        text = self.mask_name(text)
        if "@" in text:
            text = _USER.sub(MASK, text)
        low = text.casefold()  # as far as the patterns ignore case
        if any(word in low for word in _NAMES):
            text = _NAMED.sub(self._named, text)
        if "bearer" in low or "basic" in low:
            text = _BEARER.sub(lambda hit: hit.group(0).replace(hit.group(1), MASK), text)
        return _RUN.sub(_random, text)

    def secrets(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, prefix) of key-shaped text that is no placeholder, for the finding that keys stand in the tree."""
        # long runs first: the shapes, with all their prefixes, are tried on few places only
        for start, end in _random_runs(text):
            hit = self._shape.match(text, start, end)
            if hit is not None and hit.end() - hit.start() >= 20 and not _PLACEHOLDER.search(hit.group()):
                known = self._prefix.match(hit.group())
                yield hit.start(), hit.end(), known.group() if known else hit.group()[:4]
        if "PRIVATE KEY-----" in text:
            for pem in _PEM_BLOCK.finditer(text):
                yield pem.start(), pem.end(), "-----"

    def _short(self, hit: re.Match[str]) -> str:
        body = hit.group()
        known = self._prefix.match(body)
        if known is None:
            return MASK
        # `hf_hub_download` and `acme-3-large-instruct` begin like keys and are names
        return known.group() + MASK if _looks_random(body[known.end() :]) else body

    def _named(self, hit: re.Match[str]) -> str:
        value, before = hit.group(1), hit.group()[: hit.start(1) - hit.start()]
        if before.rstrip().endswith(","):
            value = value.rstrip("=")  # the next argument's name, no padding: `Acme(api_key, base_url="...")`
        if MASK in value or _WORDY.match(value):
            return hit.group()
        return before + MASK


def _random_runs(text: str) -> Iterator[tuple[int, int]]:
    """Where the long runs stand that look random: those around places where letters and digits meet."""
    done = 0
    for edge in _EDGE.finditer(text):
        at = edge.start()
        if at < done:
            continue
        low = max(at - _RUN_LENGTH, done)
        piece = _PIECES.match(text, _BEFORE.search(text, low, at).start())  # type: ignore[union-attr] # an empty one always matches
        if piece is None:
            continue
        start = at
        while start > done and at - start < _FAR and text[start - 1] in _IN_RUN:
            start -= 1
        run = _LONG.match(text, start)
        if run is not None:
            done = run.end()
            if _looks_random(run.group()):
                yield start, done


def _looks_random(body: str) -> bool:
    """Whether a long piece of it is no word: letters and digits mixed, at least twelve of them in a row."""
    return any(
        sum(char.isdigit() for char in piece) >= 2 and sum(char.isalpha() for char in piece) >= 2 and len(set(piece)) >= 7
        for piece in _PIECES.findall(body)
    )


def _random(hit: re.Match[str]) -> str:
    run = hit.group()
    if _NAME.match(run):
        return run
    # a class name has a digit or two, 24 random characters have more
    mixed = sum(c.isdigit() for c in run) >= 3 and any(c.islower() for c in run) and any(c.isupper() for c in run)
    return MASK if mixed else run


def _tangled(hit: re.Match[str]) -> str:
    """`ab_` and letters of both cases with digits among them: a key of somebody unknown; words and dates do not mix so."""
    run = hit.group(2)
    kinds = ["0" if char.isdigit() else "a" if char.islower() else "A" for char in run]
    runs = [kind for kind, before in zip(kinds, ["", *kinds], strict=False) if kind != before]
    mixed = len({*runs}) == 3 and (runs.count("0") >= 4 or 20 * len(runs) >= 9 * len(run))
    return hit.group(1) + MASK if mixed else hit.group()

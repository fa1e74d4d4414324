"""Who is reached by a client or block that is pointed elsewhere. In: the evidence, and whose an address, import or variable is.
Out: for calls and blocks the provider they lead to; read only, once it is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from auditor.facts import Catalog, Package
from auditor.records import DECIDING, Evidence, How
from auditor.resolve.addresses import ELSEWHERE, HERE, NOBODY, Addresses
from auditor.resolve.class_names import ClassNames
from auditor.resolve.endpoints import is_local, is_open, is_set
from auditor.resolve.env_sheets import EnvSheets, is_variable
from auditor.resolve.packages import LOADED
from auditor.resolve.slots import purpose, words
from auditor.resolve.switches import Key, Switches, spoken
from auditor.resolve.variables import owner_of

_ACCOUNT = frozenset({"key", "apikey", "token", "project", "location"})  # what an account of a provider consists of
_SERVING = frozenset({"provider", "gateway", "local-runtime"})

_CONFIGURES = (("config",), ("configuration",), ("options",))
_ASKED = ("/chat/completions", "/v1/completions")  # where every compatible server answers

Imported = Callable[[str, str, str], tuple[Package, ...]]


class Redirects:
    """Where the calls and blocks (path, site) of one repository lead; `ELSEWHERE` and `HERE` for addresses of nobody we know."""

    def __init__(
        self,
        evidence: Sequence[Evidence],
        catalog: Catalog,
        addresses: Addresses,
        names: ClassNames,
        *,
        imported: Imported,
        project: Callable[[str], str],
    ) -> None:
        """`imported` gives the packages of (language, module, path), `project` the project of a path."""
        self._evidence = evidence
        self._catalog = catalog
        self._addresses = addresses
        self._imported = imported
        self._names = names
        self._switches = Switches(catalog.signals)
        self.sheets = EnvSheets(catalog)
        said = self._by_account() | self._by_address()
        for one, target in (*self._of_modules(), *self._of_clouds()):
            said.setdefault((one.path, one.site), target)
        self._switches.turn(evidence, project, said)
        self.spoken = spoken(evidence, said)  # blocks that name a provider -> where they lead
        self.targets = self._kept(self._handed_on(said))

    def _by_address(self) -> dict[Key, str]:
        """Whom a base URL names, else whose variable it is read from."""
        found: dict[Key, str] = {}
        variables: dict[Key, str] = {}
        for one in self._evidence:
            if one.site and is_variable(one) and purpose(one.slot) == "provider":
                self.sheets.says(one)
            if not one.site or one.how in (How.IMPORT, How.CALL) or (one.how is not How.ENDPOINT and purpose(one.slot) != "url"):
                continue
            key = (one.path, one.site)
            if one.how is How.ENV:
                owner = owner_of(self._catalog, one.value) if one.callee else None
                if owner is not None:
                    variables.setdefault(key, owner.provider)
                continue
            provider = self._addresses.provider(one)
            if provider or is_local(one.value) or ("://" in one.value and not is_open(one.value)):
                target = provider or _nobody(one.value)
                if not is_variable(one) or self.sheets.address(one, target):
                    found.setdefault(key, target)
        return variables | found

    def _by_account(self) -> dict[Key, str]:
        """Calls whose key, or another part of an account, is read from the variable of one other provider."""
        keys: dict[Key, set[str]] = defaultdict(set)
        for one in self._evidence:
            if one.how is How.ENV and one.site and one.callee and not _ACCOUNT.isdisjoint(words(one.slot)[-1:]):
                keys[one.path, one.site] |= self._opened(one)
        opened = {key: next(iter(owners)) for key, owners in keys.items() if len(owners) == 1}
        return {key: provider for key, provider in opened.items() if provider}

    def _of_modules(self) -> Iterator[tuple[Evidence, str]]:
        """Calls of a module that is led elsewhere for all of them: `acme.api_base = "..."`, `Acme.configure { ... }`."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)  # ("" where all files share the module, its name)
        configured: dict[str, str] = {}
        for one in self._evidence:
            shared = one.language in LOADED
            if one.how is How.CALL and shared and one.value.endswith(".configure"):
                configured[one.path] = one.value.partition(".")[0]
            if one.site or one.role not in DECIDING:
                continue
            address = one.how is How.ENDPOINT and purpose(one.slot) == "url"
            target = self._addresses.provider(one) or _nobody(one.value) if address else self._switches.chosen(one)
            if not target:
                continue
            name = one.callee or (configured.get(one.path, "") if shared else "")
            if not name.isidentifier() or (not shared and one.excerpt[:1].isspace()):
                continue  # in a branch, another address may be left as it is
            if self._imported(one.language, name, one.path):
                found["" if shared else one.path, name].add(target)
        for one in self._evidence if found else ():
            if one.how is How.CALL and one.site:
                name = one.value.partition(".")[0]
                targets = found.get(("" if one.language in LOADED else one.path, name), ())
                if len(targets) == 1:
                    yield one, next(iter(targets))

    def _of_clouds(self) -> Iterator[tuple[Evidence, str]]:
        """Configurations that a maker's SDK has for a cloud: `acme.DefaultUmbrellaConfig()`."""
        for one in self._evidence:
            callee = one.value.partition("(")[0]
            if one.how is How.CALL and one.site and not one.receiver and words(callee)[-1:] in _CONFIGURES:
                for package in self._imported(one.language, callee, one.path):
                    if (cloud := self._names.cloud(callee, package.provider)) and cloud != package.provider:
                        yield one, cloud

    def _handed_on(self, redirects: dict[Key, str]) -> dict[Key, str]:
        """Also what is made of a redirected object, in the order of the text: a client of a configuration, a view of a client."""
        for one in self._evidence if redirects else ():
            if one.how is How.CALL and one.receiver and (target := redirects.get((one.path, one.receiver))):
                redirects.setdefault((one.path, one.site), target)
        return redirects

    def _kept(self, redirects: dict[Key, str]) -> dict[Key, str]:
        """Without a cloud's class of a maker's SDK: it goes to the cloud, also where its settings are called after the maker."""
        for one in self._evidence if redirects else ():
            target = redirects.get((one.path, one.site)) if one.how is How.CALL else None
            if target and (cloud := self._names.cloud(one.value.partition("(")[0])) and cloud != target:
                packages = self._imported(one.language, one.value.partition("(")[0], one.path)
                if any(package.provider == target for package in packages):
                    del redirects[one.path, one.site]
        return redirects

    def _opened(self, one: Evidence) -> set[str]:
        """Whose account a maker's client is opened with: another provider's key leads there, "" stands for the maker itself."""
        owner = owner_of(self._catalog, one.value)
        makers = {package.provider for package in self._imported(one.language, one.callee.partition("(")[0], one.path)}
        if owner is None or len(makers) != 1:
            return set()
        maker = self._catalog.providers.get(next(iter(makers)))
        target = self._catalog.providers[owner.provider]
        if maker is None or not maker.own_models or not _SERVING & set(target.kinds):
            return set()
        return {"" if target.id == maker.id else target.id}


def posted(evidence: Sequence[Evidence], addresses: Addresses) -> dict[str, str]:
    """Files that ask models at a fixed address -> `HERE` or `ELSEWHERE`, when it is of nobody we know."""
    found: dict[str, str] = {}
    for one in evidence:
        if one.how is How.ENDPOINT and one.role in DECIDING and one.value.rstrip("/").endswith(_ASKED):
            led = addresses.provider(one) or (_nobody(one.value) if is_set(one.value) else "")
            found[one.path] = led if found.get(one.path, led) == led else ""
    return {path: led for path, led in found.items() if led in NOBODY}


def _nobody(url: str) -> str:
    return HERE if is_local(url) else ELSEWHERE

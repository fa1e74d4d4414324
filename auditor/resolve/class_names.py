"""Which provider the name of a class says. In: a callee or a word. Out: a provider id, "" for none: `ChatAcme`, `GlobexLLM`."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.facts import Catalog, fold
from auditor.resolve.acts import SEGMENT, is_aside
from auditor.resolve.slots import words

# Words that a class name adds to the provider's: AcmeChatModel, ChatAcme, AsyncAcmeClient
NEUTRAL = frozenset(
    "chat llm model models embedding embeddings client api language async completion completions provider service generator "
    "text image audio tts stt speech transcription streaming large options builder factory config configuration props base the "
    "official http rest sync new create make get use with generative direct".split()
)
_CLASSES = frozenset("encoder embedder reranker document function server".split())  # as much, where a class is named
_LONG = 4  # words of a provider's name


class ClassNames:
    """Answers for one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        """Index how providers are called, in one word."""
        self._catalog = catalog
        self.of = {re.sub("[-/]", "", fold(slug)): name for slug, name in catalog.slugs.items() if len(slug) > 3}

    def by_class(self, callee: str, skip: int = 0) -> str:
        """The provider in a callee's class.

        `skip` words only say whose code it is: `com.acme.chain.Graph`; short or common ones in lower case are directories.
        """
        segments = SEGMENT.findall(callee.replace("()", ""))[skip:]
        for segment in reversed(segments):
            parts = words(segment)
            if segment.islower() and is_aside(segments):
                continue  # `document_loaders/acme` reads what is kept there
            if (
                (parts[:1] == ("get",) and not NEUTRAL & set(parts[1:]))
                or "tokenizers" in segments
                or parts[-1:] == ("tokenizer",)
            ):
                continue  # an object's property of that name: `getVertex`; who splits text asks nobody
            name = self._name_in(parts if segment.islower() else tuple(word for word in parts if word not in _CLASSES))
            known = self._catalog.providers[self.of[name]] if name else None
            if known and (not segment.islower() or (len(name) > 4 and (known.endpoints or self.is_distinct(segment)))):
                return known.id
        return ""

    def is_model(self, callee: str) -> bool:
        """Whether a class holds one of a provider's models: `AcmeModel`, `GlobexLLM`, `AcmeModelConfig`."""
        parts = words(callee.rpartition(".")[2]) if callee else ()
        return (parts[-1:] in (("model",), ("llm",)) or parts[-2:] == ("model", "config")) and bool(self.by_class(callee))

    def _name_in(self, parts: tuple[str, ...]) -> str:
        """The provider's name in the words of a class whose other words are neutral: `ChatAcme`, `GlobexLLM`."""
        name = "".join(word for word in parts if word not in NEUTRAL)
        if not name or name in self.of:
            return name
        for size in range(min(len(parts), _LONG), 1, -1):  # `llm` may be a part of the name itself
            for start in range(len(parts) - size + 1):
                run = parts[start : start + size]
                others = (*parts[:start], *parts[start + size :])
                if "".join(run) in self.of and NEUTRAL.issuperset(others) and not NEUTRAL.issuperset(run):
                    return "".join(run)
        return ""

    def cloud(self, callee: str, maker: str = "") -> str:
        """The cloud at which a class of a maker's own SDK finds its models: `AcmeUmbrella`, `NewUmbrellaClient`; "" for none."""
        name = next((part for part in reversed(re.split(r"[.:/]", callee)) if part[:1].isupper()), "")
        parts = [word for word in words(name) if word not in NEUTRAL]
        for size in (3, 2, 1):
            for start in range(len(parts) - size + 1):
                part = "".join(parts[start : start + size])
                provider = self.of.get(part) or self.of.get(part + fold(maker).replace("-", ""))
                known = self._catalog.providers.get(provider) if provider else None
                if provider and known is not None and known.hyperscaler:
                    return provider
        return ""

    def is_distinct(self, segment: str) -> bool:
        """Whether the word names the provider and hardly anything else: variables begin with it."""
        stem = fold(segment).replace("-", "_").upper()
        return stem in self._catalog.env_stems or stem.replace("_", "") in self._catalog.env_stems

"""SDKs of whole clouds: what they are declared for, told by what else the repository says and where it says it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from auditor.library import load_catalog, load_rulebook
from auditor.pipeline import audit
from auditor.records import Config, Evidence, How, Request, Role
from auditor.resolve.class_names import ClassNames
from auditor.resolve.scene import Scene


def said(value: str, path: str, how: How = How.LITERAL, language: str = "python") -> Evidence:
    return Evidence(how, value, path, 1, 1, 2, Role.PRODUCTION, language=language)


DECLARED = said("vandelay-cloud", "requirements.txt", How.MANIFEST, "pypi")
IMPORTED = said("vandelay", "store.py", How.IMPORT)


@pytest.mark.parametrize(
    ("found", "counts"),
    [
        ([DECLARED], False),
        ([DECLARED, said("models-runtime", "a.py")], True),  # nothing else is called so
        ([DECLARED, IMPORTED, said("models-runtime", "a.py")], True),  # handed to a function of one's own
        ([DECLARED, said("glimmer", "a.py")], True),  # what nobody imports is there for another package
        ([DECLARED, IMPORTED, said("glimmer", "choices.py")], False),
        ([DECLARED, IMPORTED, said("glimmer", "store.py")], True),
    ],
)
def test_what_a_cloud_is_used_for(found: list[Evidence], counts: bool) -> None:
    catalog = load_catalog(root=str(Path(__file__).parent.parent / "catalog"))
    package = catalog.packages["pypi", "vandelay-cloud"]
    assert Scene(found, catalog, Config()).counts(package) is counts


@pytest.mark.parametrize(
    ("call", "calls"),
    [
        ("vandelay.client('models-runtime')", True),
        ("vandelay.client(KIND)", True),
        ("vandelay.client('storage')", False),
        ("vandelay.resource(service_name='storage')", False),
        ("vandelay.client(region_name='here', service_name=KIND)", True),
        ("vandelay.Session('storage')", True),
    ],
)
def test_a_client_of_another_service_of_the_cloud_calls_nobody(call: str, calls: bool, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f"import vandelay\nKIND = 'models-runtime'\nc = {call}\n")
    catalog = load_catalog(root=str(Path(__file__).parent.parent / "catalog"))
    found = audit(Request(root=str(tmp_path.resolve()), as_of=date(2026, 6, 15), jobs=1), catalog, load_rulebook())
    places = [place for use in found.inventory.providers for place in use.places if place.how is How.CALL]
    assert bool(places) is calls


@pytest.mark.parametrize(
    ("text", "providers"),
    [
        ("from langchain_aws.graphs import NeptuneGraph\nNeptuneGraph('host', 8182)\n", []),
        ("from langchain_aws import ChatBedrock\nChatBedrock(model_id='amazon.nova-lite-v1:0')\n", ["aws-bedrock"]),
        ("from faster_whisper import WhisperModel\nWhisperModel('base').transcribe('a.wav')\n", []),
    ],
    ids=["beside its clients", "its clients", "weights that run here"],
)
def test_what_an_adapter_has_beside_its_clients_calls_nobody(text: str, providers: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(text)
    found = audit(Request(root=str(tmp_path.resolve()), as_of=date(2026, 6, 15), jobs=1), load_catalog(), load_rulebook())
    assert [use.id for use in found.inventory.providers] == providers


@pytest.mark.parametrize(
    ("made", "provider"),
    [
        ("chat_models/googlepalm.ChatGooglePaLM", "google-gemini"),
        ("embeddings/googlepalm.GooglePaLMEmbeddings", "google-gemini"),
        ("llms/hf.HuggingFaceInference", "huggingface"),
        ("embeddings/hf.HuggingFaceInferenceEmbeddings", "huggingface"),
        ("stores/palm.PaLMStore", ""),
    ],
)
def test_classes_of_frameworks_that_keep_a_name_of_their_own(made: str, provider: str) -> None:
    assert ClassNames(load_catalog()).by_class(f"@langchain/community/{made}") == provider


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("import ray\n@ray.remote\ndef f(): pass\n", []),
        ("from ray.serve.llm import LLMConfig\nLLMConfig()\n", ["ray"]),
        ("import ray.data.llm\n", ["ray"]),
    ],
)
def test_a_runtime_of_everything_is_one_of_models_by_its_modules(text: str, used: list[str], tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("ray[default]==2.55.0\n")
    (tmp_path / "a.py").write_text(text)
    found = audit(Request(root=str(tmp_path.resolve()), as_of=date(2026, 6, 15), jobs=1), load_catalog(), load_rulebook())
    assert [one.name for one in found.inventory.packages] == used

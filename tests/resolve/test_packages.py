"""Packages by name, by the naming of their family, and by import; look-alikes are nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from repositories import catalog, inventory

from auditor.records import DECIDING
from auditor.resolve.packages import Modules, package_of


def modules() -> Modules:
    return Modules(catalog(), lambda ecosystem, name: package_of(catalog(), ecosystem, name))


@pytest.mark.parametrize(
    ("item", "provider"),
    [
        ("pypi:openai", "openai"),
        ("pypi:OpenAI[datalib]", "openai"),
        ("pypi:langchain_openai", "openai"),
        ("pypi:langchain-cerebras", "cerebras"),
        ("pypi:llama-index-llms-groq", "groq"),
        ("pypi:llama-index-embeddings-voyageai", "voyage"),
        ("npm:groq-sdk", "groq"),
        ("npm:@ai-sdk/deepseek", "deepseek"),
        ("npm:@langchain/groq", "groq"),
        ("npm:@llamaindex/mistral", "mistral"),
        ("maven:org.springframework.ai:spring-ai-starter-model-deepseek", "deepseek"),
        ("maven:dev.langchain4j:langchain4j-xai", "xai"),
        ("maven:io.quarkiverse.langchain4j:quarkus-langchain4j-cohere", "cohere"),
        ("nuget:microsoft.semantickernel.connectors.MistralAI", "mistral"),
        ("go:github.com/openai/openai-go/v7", "openai"),
        ("cargo:async_openai", "openai"),
        ("docker-image:docker.io/ollama/ollama:0.5", "ollama"),
        ("npm:@langchain/azure-openai", "azure-openai"),
        ("npm:@langchain/azure-cosmosdb", ""),  # a cloud's database is not its models
        ("npm:@langchain/azure-dynamic-sessions", ""),
        ("pypi:langchain-google-cloud-sql-pg", ""),
        ("maven:org.springframework.ai:spring-ai-bedrock-ai-spring-boot-starter", "aws-bedrock"),
        ("pypi:llama-index-llms-bedrock-converse", "aws-bedrock"),
        ("rubygems:ruby-openai", "openai"),
        ("packagist:openai-php/client", "openai"),
        ("swift:github.com/somebody/OllamaKit", "ollama"),
        ("swift:github.com/MacPaw/OpenAI.git", "openai"),
        ("swift:github.com/MACPAW/openai", "openai"),
        ("swift:github.com/LZell/aiproxyswift", ""),
        ("swift:github.com/huggingface/swift-transformers", ""),  # brings tokenizers for other runtimes
        ("npm:@azure/search-documents", ""),
        ("nuget:Microsoft.SemanticKernel.Agents.Orchestration", ""),
        ("nuget:A2A.AspNetCore", ""),
        ("hex:gpt3_tokenizer", ""),
        ("cargo:transcribe-rs", ""),
        ("packagist:your1/qdrant", ""),
    ],
)
def test_a_name_leads_to_its_provider(item: str, provider: str) -> None:
    ecosystem, _, name = item.partition(":")
    found = package_of(catalog(), ecosystem, name)
    assert found is not None
    assert found.provider == provider


@pytest.mark.parametrize(
    "item",
    [
        "swift:github.com/acme/swift-sdk", "swift:OllamaKit-fork", "swift:github.com/acme/ollama",
        "npm:groq", "npm:gemini", "pypi:python-mistralclient", "pypi:openai-mock", "npm:cohere", "pypi:gemini", "pypi:claude",
        "npm:@acme/openai", "npm:@types/openai", "pypi:nova", "pypi:fireworks", "npm:together", "pypi:mistral", "npm:openai-fake",
        "go:github.com/acme/openai-go", "docker-image:acme/ollama-exporter", "cargo:gpt", "nuget:Acme.OpenAI", "npm:langchain-clone",
        "maven:com.acme:spring-ai-starter-model-openai", "pypi:", "npm:@ai-sdk/",
    ],
)  # fmt: skip
def test_look_alikes_are_nobody(item: str) -> None:
    ecosystem, _, name = item.partition(":")
    assert package_of(catalog(), ecosystem, name) is None


@pytest.mark.parametrize(
    ("language", "module", "name"),
    [
        ("python", "openai.types.chat", "openai"),
        ("python", "google.generativeai", "google-generativeai"),
        ("python", "llama_index.llms.groq", "llama-index-llms-groq"),
        ("typescript", "@ai-sdk/openai/internal", "@ai-sdk/openai"),
        ("javascript", "openai/resources/chat", "openai"),
        ("go", "github.com/openai/openai-go/v2/option", "github.com/openai/openai-go"),
        ("java", "dev.langchain4j.model.openai.OpenAiChatModel", "dev.langchain4j:langchain4j-open-ai"),
        ("csharp", "Microsoft.SemanticKernel.Connectors.OpenAI", "Microsoft.SemanticKernel.Connectors.OpenAI"),
        ("rust", "async_openai::types", "async-openai"),
        ("php", "OpenAI\\Client", "openai-php/client"),
        ("ruby", "OpenAI.Client.new", "ruby-openai"),
        ("ruby", "RubyLLM.chat", "ruby_llm"),
        ("ruby", "Aws.BedrockRuntime.Client.new", "aws-sdk-bedrockruntime"),
        ("ruby", "OmniAI.OpenAI.Client.new", "omniai-openai"),
    ],
)
def test_an_import_leads_to_its_package(language: str, module: str, name: str) -> None:
    assert name in {package.name for package in modules().packages(language, module)}


@pytest.mark.parametrize(
    ("language", "module"),
    [
        ("python", "openai_utils"),
        ("typescript", "./openai"),
        ("typescript", "@/lib/openai"),
        ("go", "example.com/openai"),
        ("java", "com.acme.openai.Client"),
        ("python", ""),
        ("ruby", "Aws.S3.Client.new"),
        ("python", "RubyLLM.chat"),
    ],
)
def test_own_modules_are_nobody(language: str, module: str) -> None:
    assert modules().packages(language, module) == ()


Tree = dict[str, str]
RUBY = 'require "openai"\nclient = OpenAI::Client.new(access_token: "x")\nclient.chat(parameters: {})\n'
GEMS = "GEM\n  specs:\n    rack (3.0)\n\nDEPENDENCIES\n  rack\n"
FREEZE = "certifi==2025.1\ncohere==5.0\nidna==3.7\nmistralai==1.5\ntokenizers==0.21\n"
QDRANT = "<?php\nuse Qdrant\\Qdrant;\n$a = new Qdrant($b);\n"

JAVA = "import dev.langchain4j.service.AiServices;\nimport dev.langchain4j.community.model.zhipu.ZhipuAiChatModel;\nclass A {}\n"
GRADLE = "dependencies {{\n{}}}\n"
NAMED = "    implementation 'dev.langchain4j:langchain4j{}:1.2.0'\n"

WHOLE: dict[str, tuple[Tree, dict[str, bool], set[str]]] = {
    # files; the packages, and whether they are in use; the providers
    "one constant of several gems": ({"a.rb": RUBY}, {}, {"openai"}),
    "a target of one's own": (
        {
            "Package.swift": 'let package = Package(name: "Shop", targets: [.target(name: "LangChain", path: "chain")])\n',
            "app/a.swift": "import LangChain\nlet a = LLMChain()\n",
        },
        {},
        set(),
    ),
    "a directory of sources": (
        {
            "Sources/OpenAI/Client.swift": "struct OpenAI {}\n",
            "Sources/App/a.swift": 'import OpenAI\nlet a = OpenAI(apiToken: "x")\n',
        },
        {},
        set(),
    ),
    "a group of sources beside the package": (
        {
            "Package.swift": 'let package = Package(name: "Shop", dependencies: [.package(url: "https://github.com/MacPaw/OpenAI", from: "0.4.0")])\n',
            "Sources/OpenAI/Client.swift": 'import OpenAI\nlet a = OpenAI(apiToken: "x")\n',
        },
        {"github.com/MacPaw/OpenAI": True},
        {"openai"},
    ),
    "what a freeze lists and nobody imports": (
        {"requirements.txt": FREEZE, "a.py": "import cohere\nclient = cohere.Client()\n"},
        {"cohere": True, "mistralai": False},
        {"cohere"},
    ),
    "as much, not all of it pinned": (
        {"requirements.txt": FREEZE.replace("==3.7", ""), "a.py": "import cohere\nclient = cohere.Client()\n"},
        {"cohere": True, "mistralai": False},
        {"cohere", "mistral"},
    ),
    "a package for development": (
        {"requirements-dev.txt": "mistralai==1.0\n", "a.py": "import os\n"},
        {"mistralai": False},
        set(),
    ),
    "a package for development that production imports": (
        {"requirements-dev.txt": "mistralai==1.0\n", "a.py": "from mistralai import Mistral\nclient = Mistral()\n"},
        {"mistralai": True},
        {"mistral"},
    ),
    "modules that are named and not imported": (
        {
            "mix.exs": 'defp deps do\n  [{:openai_ex, "~> 0.9"}]\nend\n',
            "lib/a.ex": 'defmodule Shop.A do\n  def go, do: OpenaiEx.new("x") |> OpenaiEx.Chat.Completions.create(model: "gpt-5")\nend\n',
        },
        {"openai_ex": True},
        {"openai"},
    ),
    "the name space of a library itself, whose folders bear it whole": (
        {
            **{
                f"src/commonMain/kotlin/com.aallam.openai.client/{name}.kt": "package com.aallam.openai.client\n"
                for name in "ABCDE"
            },
            "src/commonMain/kotlin/com.aallam.openai.client/F.kt": "import com.aallam.openai.client.OpenAI\nval a = OpenAI(token)\n",
        },
        {},
        set(),
    ),
    "a member of a family is imported as it is named": (
        {
            "pubspec.yaml": "name: shop\ndependency_overrides:\n  langchain_acme: ^1.0.0\n",
            "lib/a.dart": "import 'package:langchain_acme/langchain_acme.dart';\nfinal a = ChatAcme();\n",
        },
        {"langchain_acme": True},
        set(),
    ),
    "a member of a family is its name space": (
        {
            "a.csproj": '<Project><ItemGroup><PackageReference Include="Microsoft.KernelMemory.MemoryDb.Acme" Version="1" /></ItemGroup></Project>',
            "a.cs": "using Microsoft.KernelMemory.MemoryDb.Acme.Client;\nvar a = new AcmeDb();\n",
        },
        {"Microsoft.KernelMemory.MemoryDb.Acme": True},
        set(),
    ),
    "artifacts that share a name space": (
        {
            "build.gradle": GRADLE.format("".join(map(NAMED.format, ("", "-core", "-community-zhipu-ai")))),
            "src/A.java": JAVA,
        },
        {
            "dev.langchain4j:langchain4j": True,
            "dev.langchain4j:langchain4j-community-zhipu-ai": True,
            "dev.langchain4j:langchain4j-core": True,
        },
        {"zhipu"},
    ),
    "an umbrella of constructs, used for models": (
        {
            "package.json": '{"dependencies": {"@cdklabs/generative-ai-cdk-constructs": "0.1.0"}}',
            "a.ts": "import { HuggingFaceSageMakerEndpoint } from '@cdklabs/generative-ai-cdk-constructs';\n"
            "new HuggingFaceSageMakerEndpoint(this, 'x', { modelId: 'mistralai/Mistral-7B-Instruct-v0.3' });\n",
        },
        {"@cdklabs/generative-ai-cdk-constructs": True},
        {"aws-sagemaker"},
    ),
    "an umbrella of constructs, used for something else": (
        {
            "package.json": '{"dependencies": {"@cdklabs/generative-ai-cdk-constructs": "0.1.0"}}',
            "a.ts": "import { OpenSearchVectorCollection } from '@cdklabs/generative-ai-cdk-constructs';\n"
            "new OpenSearchVectorCollection(this, 'x');\n",
        },
        {},
        set(),
    ),
    "what records calls": (
        {
            "requirements.txt": "braintrust==0.2\n",
            "a.py": "import os\nimport braintrust\nbraintrust.init_logger(api_key=os.environ['BRAINTRUST_API_KEY'])\n",
        },
        {"braintrust": True},
        set(),
    ),
    "a page with code in it": (
        {
            "a.csproj": '<Project><ItemGroup><PackageReference Include="OpenAI" Version="2.1.0" /></ItemGroup></Project>',
            "Chat.razor": '@page "/chat"\n@using OpenAI\n<p>Don\'t</p>\n@code {\n    OpenAIClient client = new OpenAIClient(key);\n}\n',
        },
        {"OpenAI": True},
        {"openai"},
    ),
    "one of several gems is declared": (
        {"a.rb": RUBY, "Gemfile": 'gem "ruby-openai"\n', "Gemfile.lock": GEMS},
        {"ruby-openai": True},
        {"openai"},
    ),
    "a lock that lists no such package": (
        {"src/A.php": QDRANT, "composer.lock": '{"packages": []}', "composer.json": "{}"},
        {},
        set(),
    ),
    "a package of that name space is locked": (
        {
            "src/A.php": QDRANT,
            "composer.lock": '{"packages": [{"name": "your1/qdrant", "version": "1.0"}]}',
            "composer.json": "{}",
        },
        {"your1/qdrant": True},
        set(),
    ),
}


@pytest.mark.parametrize(("files", "packages", "providers"), WHOLE.values(), ids=WHOLE)
def test_what_a_repository_declares_and_imports(
    files: Tree, packages: dict[str, bool], providers: set[str], tmp_path: Path
) -> None:
    found = inventory(tmp_path, files)
    assert {one.name: one.used for one in found.packages} == packages
    assert {one.id for one in found.providers if any(place.role in DECIDING for place in one.places)} == providers


SHORT = {
    "yarn.lock of berry": (
        "yarn.lock",
        '__metadata:\n  version: 8\n\n"ai@npm:^5.0.0":\n  version: 5.0.113\n  languageName: node\n',
    ),
    "yarn.lock": ("yarn.lock", '# yarn lockfile v1\n\n\nai@^5.0.0:\n  version "5.0.113"\n'),
    "pnpm-lock.yaml": (
        "pnpm-lock.yaml",
        (
            "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      ai:\n        specifier: ^5.0.0\n"
            "        version: 5.0.113(zod@3.0.0)\n\npackages:\n\n  ai@5.0.113:\n    resolution: {integrity: sha512-x}\n"
        ),
    ),
    "package-lock.json": (
        "package-lock.json",
        '{"lockfileVersion": 3, "packages": {"": {"dependencies": {"ai": "^5.0.0"}},\n"node_modules/ai": {"version": "5.0.113"}}}\n',
    ),
    "bun.lock": ("bun.lock", '{"lockfileVersion": 1, "packages": {\n"ai": ["ai@5.0.113", "", {}, "sha512-x"],\n}}\n'),
}


@pytest.mark.parametrize(("name", "text"), SHORT.values(), ids=SHORT)
def test_the_shortest_name_is_found_in_every_lockfile(name: str, text: str, tmp_path: Path) -> None:
    [found] = inventory(tmp_path, {"package.json": '{"name": "shop", "dependencies": {"ai": "^5.0.0"}}', name: text}).packages
    assert (found.name, found.resolved, found.locked) == ("ai", "5.0.113", True)

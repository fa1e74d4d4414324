"""Roles by path and head: one table, the tempting paths among them."""

from __future__ import annotations

import pytest

from auditor.discover.formats import format_of
from auditor.discover.heads import is_generated, is_recorded, is_test, role_by_text
from auditor.discover.roles import role_of
from auditor.records import Role

CASES = {
    "production": """app.py src/app/main.ts src/main/java/com/example/app/Chat.java src/main/kotlin/org/test/demo/App.kt
        src/main/java/com/acme/docs/DocController.java src/commonMain/kotlin/io/sample/X.kt lib/latest.py contest/app.py app/testimony.py
        src/smoke_detector.py src/smokers.ts src/sample_rate.py services/attestation/main.go app/vendor/views.py src/external/client.py apps/website/page.tsx
        apps/blog/src/api.ts package.json requirements.txt go.mod poetry.lock ab-test/run.py src/recordings/service.py app/snapshots/api.py
        cmd/examplesvc/main.go src/spec.py exemplar/x.py src/i18n/translate.ts cmd/migrate/main.go mock_free.py Dockerfile.py/x.py build.py src/RequestSpec.java
        src/Acme/Services/Wiki/WikiOptions.cs server/wiki/pages.py src/Documentation/Writer.cs
        src/infrastructure/llm/client.ts app/infra/models.py src/routes/api/deploy/+server.ts internal/deployment/run.go
        eval-service/run.py retrieval/a.py for-example-api/a.py split-eval/a.py
        src/infrastructure/llm/chat.rs app/Infrastructure/Chat.php internal/infra/acme/client.go src/deployment/plan.py src/factories/chat.php
        database/seeders/Chats.php
        lib/acme/third_party/globex/chat.ex src/third_party/globex/client.ts app/Services/ThirdParty/Globex.php app/lib/x/third-party/c.py
        src/infra/main/third_party/run.go
        src/Infrastructure/Infrastructure.csproj src/Acme/Services/Wiki/Wiki.csproj app/infra/package.json app/infra/yarn.lock
        sql/acme--1.3.sql sql/seed--all.sql sql/vault__models.sql
        src/mock_interview/run.py app/mock-exams/page.tsx src/stubs/client.ts src/mockery/a.ts core/fake_tools/a.py app/mockups/a.ts
        app/archived/page.tsx packages/core/src/archived/a.ts api/archive/a.go acme/deprecated/a.py backup/a.py legacy/a.py""",
    "config": """.env .env.example .env.sample config.yaml appsettings.json src/main/resources/application.yml action.yml
        config.example.toml settings.ini openapi-spec.yaml src/main/resources/application_dev.properties messaging.properties .github.json conf/support.yaml conf/security.json src/prompts/config.yaml rules/style.mdc""",
    "infra": """Dockerfile compose.yaml docker-compose.prod.yml main.tf infra/main.bicep k8s/deploy.yaml helm/values.yaml
        charts/app/templates/d.yaml deploy/run.py infrastructure/stack.ts deploy/src/app.py src/infrastructure/values.yaml
        infra/lib/stack.ts src/helm/values.json app/deploy/main.tf
        charts/app/templates/d.yaml deploy/run.py infrastructure/stack.ts src/main/helm/values.yaml app/deploy/api.yaml
        packages/infra/stack.ts infra/package.json core/deployment/pom.xml src/infrastructure/main.bicep""",
    "ci": """.github/workflows/ci.yml .github/workflows/test.yml .gitlab-ci.yml .circleci/config.yml azure-pipelines.yml Jenkinsfile
        .github/scripts/release.py .github/actions/x/action.yml .buildkite/pipeline.yml bitbucket-pipelines.yml cloudbuild.yaml
        .pre-commit-config.yaml .github/workflows/triage.md .github/models.yml""",
    "test": """tests/test_a.py a/test/b.py src/test/java/com/acme/A.java pkg/chat_test.go web/a.spec.ts web/b.test.tsx conftest.py
        __tests__/x.js src/AcmeTest.java Acme.Tests/Chat.cs spec/models/user_spec.rb app/tests.py smoke.sh scripts/smoke-live.sh ops/smoke_test.py tools/smokeTest.ts e2e/run.ts integration-tests/a.py
        src/androidTest/kotlin/A.kt application-test.yml .env.test compose.test.yaml tests/requirements.txt jest.config.js phpunit.xml phpunit.xml.dist
        scripts/vitest-setup-server.ts src/mocks/handlers.ts server/mock_data/a.ts src/fakes/b.ts src/mock-desk/handlers/x.ts internal/mock/a.go
        app/dummy_data/a.py services/mock-server/package.json lib/Mock/Chat.php
        benchmarks/run.py ui/chat-mock.tsx src/AuditIT.java ui/Chat.stories.tsx tests/examples/a.py testing/x.go skill-eval/judge.py rag_benchmarks/run.py""",
    "fixture": """tests/fixtures/a.json fixtures/b.py src/__snapshots__/x.snap testdata/a.txt tests/cassettes/chat.yaml
        recordings/a.json golden/out.json mock-server-endpoints.yml database/factories/UserFactory.php fake_provider.json test/test_data/x.py app/snapshots/a.json""",
    "docs": """README.md docs/a.py docs/conf.py CHANGELOG.md website/src/index.ts blog/x.mdx documentation/a.md notes.txt llms.txt
        CHANGELOG.json doc/x.rst src/guide.md docs/Dockerfile wiki/a.md
        .github/ISSUE_TEMPLATE/bug.yml
        .gitlab/issue_templates/a.md wiki/a.py Docs/build.cs src/docs/a.py src/Acme/Services/Wiki/Notes.md""",
    "example": """examples/chat.py example/app.ts samples/a.cs demo/app.py cookbook/a.ipynb tutorials/x.py notebooks/a.ipynb
        quickstart/main.go examples/pyproject.toml src/example.py chat_demo.py example_usage.py app-examples/a.py apps/demo-web/page.tsx
        docs/examples/a.py examples/README.md Examples/A.cs templates/{{cookiecutter.name}}/app.py client-examples-python/a.py
        archived/chat.py archive/x/app.ts deprecated/bot.py services/chat/_archive/a.go web/attic/a.js""",
    "generated": "api/chat.pb.go proto/chat_pb2.py models/user.g.dart src/__generated__/types.ts a/zz_generated.deepcopy.go "
    "db/migrate/2024_add.rb app/migrations/0001_initial.py alembic/versions/ab_x.py prisma/migrations/1/migration.sql "
    "sql/acme--1.2--1.3.1.sql sql/acme-extra--1--2.sql src/main/resources/db/V12__models.sql src/main/resources/db/changelog/001-models.yaml "
    "src/main/java/db/migration/V2_1__Models.java src/Database/Migration/2026_add.php db/migration/0001_init.up.sql",
    "vendored": """vendor/github.com/x/y.go svc/vendor/golang.org/x/z.go third_party/lib.py 3rd/lib/a.cs src/_vendor/x.py static/jquery.min.js
        public/vendor/chart.js node_modules/a/index.js external/lib/a.py app/vendor/jquery.js vendor/tests/a.py Pods/X/a.swift
        lib/third_party/globex/a.rb src/lib/thirdparty/a.js app/assets/third_party/a.js tools/third_party/a.py third_party/src/globex/a.py
        src/third_party/globex/package.json src/third_party/globex/setup.py app/third-party/globex/models.yaml""",
    "prompt-text": """prompts/system.txt app/prompts/judge.md src/chat.prompt app/src/main/res/values-de/strings.xml app/src/main/res/layout-land/a.xml res/menu/a.xml lib/l10n/app_en.arb
        public/locales/en/common.json src/i18n/de.json src/locales/en.ts
        src/main/resources/messages.properties messages_pt_BR.properties res/AcmeBundle.properties res/texts_en_US.properties""",
}


@pytest.mark.parametrize(("path", "expected"), [(path, role) for role, paths in CASES.items() for path in paths.split()])
def test_role_of_a_path(path: str, expected: str) -> None:
    assert role_of(path, format_of(path)).value == expected


@pytest.mark.parametrize(
    ("path", "head", "expected"),
    [
        ("a.go", "// Code generated by protoc-gen-go. DO NOT EDIT.\n", True),
        ("a.ts", "/**\n * @generated by codegen\n */\n", True),
        ("a.py", "# This file was automatically generated by SWIG.\n", True),
        ("a.py", "# Generated by Django 4.2 on 2024-01-01\n", True),
        ("a.cs", "// <auto-generated>\n// Do not modify this file by hand\n", True),
        ("a.js", "var a=1;" + "x=y;" * 3000, True),
        ("types.d.ts", "declare const a: string;\n" * 5000, True),
        ("dist/index.js", "const a = 1\n" * 10_000, True),
        ("x/Build/pdf.mjs", "const a = 1\n" * 10_000, True),
        ("dist/index.js", "const a = 1\n" * 1_000, False),
        ("src/index.js", "const a = 1\n" * 10_000, False),
        ("dist/a.py", "a = 1\n" * 20_000, False),
        ("a.py", "text = 'this file was generated'\n", False),
        ("a.py", "# helps with generated answers\n", False),
        ("a.py", "# Do not edit messages twice\n", False),
        ("a.py", "# written with an assistant\n" + "x = 1\n" * 900 + "# @generated\n", False),
        ("a.yaml", "# @generated\n", False),
        (
            "main.json",
            '{\n  "$schema": "https://x/deploy.json#",\n  "metadata": {\n    "_generator": {\n      "name": "acme"\n',
            True,
        ),
        ("main.json", '{\n  "description": "\\"_generator\\": {"\n}', False),
        ("poetry.lock", "# This file is automatically @generated by a tool\n", False),
        ("a.js", "const a = 1\n" * 3000, False),
    ],
)
def test_generated_code_says_so(path: str, head: str, expected: bool) -> None:
    assert is_generated(head, path, format_of(path)) is expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.py", "import os\nimport pytest\n", True),
        ("a.py", "from unittest import TestCase\n", True),
        ("a.py", "from unittest.mock import patch  # around a loader\n", False),
        ("a.py", "import factory\nclass F(factory.Factory):\n    model = factory.Faker('word')\n", True),
        ("a.py", "import factory\nllm = factory.create('x')\n", False),
        ("a.py", "name = 'pytest'\nprint('import pytest')\n", False),
        ("a.ts", "import { it } from 'vitest'\n", True),
        ("a.js", "const { test } = require('node:test')\n", True),
        ("a.ts", "import { chai } from './drinks'\n", False),
        ("A.java", "package a;\nimport org.junit.jupiter.api.Test;\n", True),
        ("A.kt", "import kotlin.test.assertEquals\n", True),
        ("A.cs", "using Xunit;\n", True),
        ("A.cs", "using XunitLike;\n", False),
        ("a.php", "<?php\nuse PHPUnit\\Framework\\TestCase;\n", True),
        ("a.swift", "import XCTest\n", True),
        ("a.dart", "import 'package:flutter_test/flutter_test.dart';\n", True),
        ("a.rb", "require 'minitest/autorun'\n", True),
        ("a.py", "x = 1\n" * 1_000 + "import pytest\n", False),
        ("a.yaml", "import pytest\n", False),
        ("setup.py", "import unittest\n", False),
        ("a.py", '"""Use it:\n\nimport pytest\n"""\nimport acme\n', False),
        ("a.py", "'''\nfrom unittest import TestCase\n" + "x\n" * 3_000 + "'''\n", False),
        ("a.py", '"""About: a test."""\nfrom __future__ import annotations\n\nimport pytest\n', True),
        ("a.py", "def check():\n    import pytest\n", False),
        ("a.py", "# it's a `test`\nname = 'it is \\'so\\''\nimport pytest  # of \"\"\"\n", True),
        ("a.ts", '// import x from "vitest"\nimport x from "acme"\n', False),
        ("a.ts", "/* it's */ import {\n  it,\n} from 'vitest' // `\n", True),
        ("a.js", '/*\n * see require("sinon")\n */\n', False),
        ("a.js", "const d = { cmd: \"from 'vitest'\" }\n", False),
        ("a.js", 'const code = `\nimport { it } from "vitest"\n`\n', False),
        ("a.js", 'const code = `a\\`b`; const url = "https://x"; const { it } = require("vitest")\n', True),
        ("a.vue", "<!--\nimport { it } from 'vitest'\n-->\n<a href='#top'>don't</a>\n", False),
        ("A.java", 'class A {\n  String code = """\n    import org.junit.Test;\n    """;\n}\n', False),
        ("A.cs", "#region Tests\nusing Xunit;\n", True),
        ("a.php", "<?php\n/*\nuse PHPUnit\\Framework\\TestCase;\n*/\n", False),
        ("a.dart", "const uri = 'package:test/test.dart';\n", False),
    ],
)
def test_code_that_brings_in_a_framework_of_tests(path: str, text: str, expected: bool) -> None:
    assert is_test(text, format_of(path)) is expected


USED = '{"model": "acme-1", "usage": {"input_tokens": 3}'


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("logs/a.json", USED + ', "type": "message", "content": [{"text": "hi"}]}', "fixture"),
        ("logs/a.json", USED + ', "object": "chat.completion"}', "fixture"),
        ("logs/a.json", "\n" + USED + ', "choices": []}', "fixture"),
        ("a.json", '{"last": ' + USED + ', "choices": []}}', "config"),
        ("a.json", '{"content": "x", "usage": "acme [options]", "model": "acme-1"}', "config"),
        ("a.json", USED + "}", "config"),
        ("roles-example.ini", "# This is an example, do not modify/use this file!\n[a]\nmodel = acme-1\n", "example"),
        ("config.example.yaml", "# An example. Do not edit, copy it to config.yaml\nmodel: acme-1\n", "config"),
        ("config.example.yaml", "# An example, do not use these keys in production\nmodel: acme-1\n", "config"),
        ("roles.ini", "# For example, do not use this\nmodel = acme-1\n", "config"),
        (".env.example", "# An example, do not use it in production\nACME_MODEL=acme-1\n", "config"),
    ],
)
def test_what_a_text_says_about_itself(path: str, text: str, expected: str) -> None:
    format_ = format_of(path)
    assert role_by_text(Role.CONFIG, text, path, format_).value == expected


def test_a_hostile_text_is_read_once() -> None:
    assert not is_recorded('{"usage": {' + '"\\\\' * 500_000, "json")
    assert not is_recorded('{"usage": {' + '"\\"' * 500_000, "json")

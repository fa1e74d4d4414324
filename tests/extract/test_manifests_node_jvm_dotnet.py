"""Node, JVM and .NET manifests: what is declared, what only looks so."""

from __future__ import annotations

import pytest
from manifest_table import evidence, rows, survives_every_cut

PACKAGE = """\
{ "name": "@own/app", "description": "acme",
  "dependencies": { "acme": "^1.0.0", "short": "npm:@acme/sdk@1.2.3", "@acme/pinned": "1.2.3", "odd": ["acme"] },
  "devDependencies": { "acme-dev": "workspace:*" },
  "peerDependencies": { "acme-peer": ">=1" },
  "optionalDependencies": { "acme-opt": "*" },
  "peerDependenciesMeta": { "acme-peer": { "optional": true } },
  "overrides": { "acme": "1" }, "resolutions": { "acme": "1" },
  "keywords": ["acme"], "scripts": { "start": "acme" }, "jest": { "dependencies": "acme" }
}
"""

DENO = """\
{ // acme
  "name": "@own/lib",
  "imports": {
    "a": "npm:@acme/sdk@^1", "b": "jsr:@acme/tools", "c": "https://esm.sh/acme@1.2?dts",
    "d": "./acme.ts", // "e": "npm:acme-commented",
  },
}
"""

PNPM = """\
packages:
  - 'packages/acme'
catalog:
  acme: ^1.0.0 # newest
  '@acme/pinned': "2.0.0"
  # acme-commented: 1
catalogs:
  legacy:
    acme-old: ^17
overrides:
  acme: 3
"""

POM = """\
<?xml version="1.0"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><groupId>com.own</groupId><artifactId>acme-parent</artifactId><version>7</version></parent>
  <artifactId>own</artifactId>
  <properties><acme.version>1.2.3</acme.version><again>${acme.version}</again></properties>
  <dependencyManagement><dependencies><dependency>
    <groupId>com.acme</groupId><artifactId>bom</artifactId><version>${again}</version><type>pom</type><scope>import</scope>
  </dependency></dependencies></dependencyManagement>
  <dependencies>
    <!-- <dependency><groupId>com.acme</groupId><artifactId>commented</artifactId></dependency> -->
    <dependency>
      <groupId>com.acme</groupId>
      <artifactId>client</artifactId>
      <exclusions><exclusion><groupId>com.acme</groupId><artifactId>excluded</artifactId></exclusion></exclusions>
    </dependency>
    <dependency><groupId>com.acme</groupId><artifactId>mock</artifactId><version>[1.0,2.0)</version><scope>test</scope></dependency>
    <dependency><groupId>${project.groupId}</groupId><artifactId>acme-module</artifactId><version>${project.version}</version></dependency>
    <dependency><groupId>com.acme</groupId><artifactId>extra</artifactId><optional>true</optional></dependency>
  </dependencies>
  <build><plugins><plugin><groupId>com.acme</groupId><artifactId>plugin</artifactId></plugin></plugins></build>
  <profiles><profile><id>ai</id><dependencies><dependency><groupId>com.acme</groupId><artifactId>profiled</artifactId>
  </dependency></dependencies></profile></profiles>
</project>
"""

GRADLE = """\
buildscript { dependencies { classpath "com.acme:gradle-plugin:1.0" } }
plugins { id("com.acme.plugin") version "1" }
ext.acmeVersion = "1.15.0"
rootProject.name = 'own-build'
dependencyManagement { imports { mavenBom "com.acme:bom:${acmeVersion}" } }
repositories { maven { url "https://acme.example.org:8080" } }
dependencies {
  implementation 'com.acme:client:1.0'
  implementation("com.acme:kotlin:$unknown")
  // implementation 'com.acme:commented:1'
  /* implementation 'com.acme:commented:2' */
  implementation group: 'com.acme', name: 'mapped', version: '1.2'
  implementation(group = "com.acme", name = "named")
  implementation group: 'com.acme',
      name: 'split'
  implementation platform('com.acme:platform:1')
  implementation(libs.acme.client)
  implementation('com.acme:outer:1') { exclude group: 'com.acme', module: 'excluded' }
  implementation(
    "com.acme:first:1",
    "com.acme:second:1"
  )
  testImplementation 'com.acme:mock:1'
  kapt("com.acme:processor:1")
  "liveImplementation"("com.acme:custom:1")
  runtimeOnly(project(":acme"))
}
configurations.all { resolutionStrategy { force 'com.acme:forced:1' } }
"""

SBT = """\
ThisBuild / organization := "com.own"
name := "own-app"
val acmeVersion = "1.2.3"
// "com.acme" %% "commented" % "1"
val said = s"put \\"com.acme\\" %% \\"quoted\\" % x"
libraryDependencies ++= Seq(
  "com.acme" %% "client" % "1.0",
  "com.acme"  %%% "js" % acmeVersion,
  "com.acme" % "java_2.13" % Versions.acmeVersion % Runtime,
  "com.acme" %% "mock" % "1" % "it,test",
  "com.acme" %% "managed",
  "com.other" %% "sdk" % "1" excludeAll ExclusionRule("com.acme"),
)
addSbtPlugin("com.acme" % "sbt-acme" % "0.1")
def mill = Seq(mvn"com.acme::milled:2.0", ivy"com.acme:old:$acmeVersion")
val pair = ("com.acme", "tuple")
"""

TARGET = """\
<?xml version="1.0"?>
<target name="own"><locations><location includeSource="true" type="Maven"><dependencies>
  <dependency><groupId>com.acme</groupId><artifactId>client</artifactId><version>2.0.0</version><type>jar</type></dependency>
</dependencies></location></locations></target>
"""

CATALOG = """\
[versions]
acme = "1.2.3"
strict = { strictly = "2.0" }
[libraries]
client = { module = "com.acme:client", version.ref = "acme" }
grouped = { group = "com.acme", name = "grouped", version = "2" }
short = "com.acme:short:3.0"
managed.module = "com.acme:managed"
# off = "com.acme:commented:1"
[bundles]
acme = ["client"]
[plugins]
acme = { id = "com.acme.plugin", version = "1" }
"""

CSPROJ = """\
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><AcmeVersion>1.2.3</AcmeVersion></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Acme.Sdk" Version="$(AcmeVersion)" />
    <PackageReference Include="Acme.Central" />
    <!-- <PackageReference Include="Acme.Commented" Version="1" /> -->
    <PackageReference Update="Acme.Updated" VersionOverride="2.*" />
    <PackageReference Remove="Acme.Removed" />
    <PackageReference Include="Acme.Analyzers"><Version>[1.0]</Version><PrivateAssets>all</PrivateAssets></PackageReference>
    <PackageVersion Include="Acme.Managed" Version="3.0.0" />
    <GlobalPackageReference Include="Acme.Global" Version="1.0.0" />
    <ProjectReference Include="../Acme/Acme.csproj" />
    <Using Include="Acme" />
  </ItemGroup>
</Project>
"""

PACKAGES_CONFIG = """\
<packages>
  <package id="Acme.Sdk" version="1.0.1" targetFramework="net48" />
  <package id="Acme.Build" version="2.0" developmentDependency="true" />
</packages>
"""

TABLE = [
    (
        "package-json",
        PACKAGE,
        [
            "1:12 @own/app - - own",
            "2:22 acme ^1.0.0 - runtime",
            "2:53 @acme/sdk 1.2.3 1.2.3 runtime",
            "2:72 @acme/pinned 1.2.3 1.2.3 runtime",
            "3:25 acme-dev workspace:* - dev",
            "4:26 acme-peer >=1 - peer",
            "5:30 acme-opt * - optional",
        ],
    ),
    (
        "deno-json",
        DENO,
        [
            "2:12 @own/lib - - own",
            "4:15 @acme/sdk ^1 - runtime",
            "4:40 @acme/tools - - runtime",
            "4:75 acme 1.2 - runtime",
        ],
    ),
    (
        "pnpm-workspace",
        PNPM,
        ["4:3 acme ^1.0.0 - runtime", "5:4 @acme/pinned 2.0.0 2.0.0 runtime", "9:5 acme-old ^17 - runtime"],
    ),
    (
        "pom",
        POM,
        [
            "4:15 com.own:own - - own",
            "7:44 com.acme:bom ${again} 1.2.3 runtime",
            "13:19 com.acme:client - - runtime",
            "16:56 com.acme:mock [1.0,2.0) - dev",
            "17:66 com.own:acme-module ${project.version} 7 runtime",
            "18:56 com.acme:extra - - optional",
            "20:66 com.acme:plugin - - build",
            "21:98 com.acme:profiled - - optional",
        ],
    ),
    (
        "gradle",
        GRADLE,
        [
            "1:41 com.acme:gradle-plugin 1.0 1.0 build",
            "4:21 own-build - - own",
            "5:44 com.acme:bom ${acmeVersion} 1.15.0 runtime",
            "8:19 com.acme:client 1.0 1.0 runtime",
            "9:19 com.acme:kotlin $unknown - runtime",
            "12:44 com.acme:mapped 1.2 1.2 runtime",
            "13:46 com.acme:named - - runtime",
            "15:14 com.acme:split - - runtime",
            "16:28 com.acme:platform 1 1 runtime",
            "18:19 com.acme:outer 1 1 runtime",
            "20:6 com.acme:first 1 1 runtime",
            "21:6 com.acme:second 1 1 runtime",
            "23:23 com.acme:mock 1 1 dev",
            "24:9 com.acme:processor 1 1 build",
            "25:25 com.acme:custom 1 1 runtime",
        ],
    ),
    ("target", TARGET, ["3:54 com.acme:client 2.0.0 2.0.0 runtime"]),
    (
        "sbt",
        SBT,
        [
            "7:18 com.acme:client 1.0 1.0 runtime",
            "8:20 com.acme:js - 1.2.3 runtime",
            "9:17 com.acme:java - 1.2.3 runtime",
            "10:18 com.acme:mock 1 1 dev",
            "11:18 com.acme:managed - - runtime",
            "14:28 com.acme:sbt-acme 0.1 0.1 build",
            "15:30 com.acme:milled 2.0 2.0 runtime",
            "15:56 com.acme:old - 1.2.3 runtime",
            "2:10 com.own:own-app - - own",
        ],
    ),
    (
        "gradle",
        (
            'extra["acmeVersion"] = "1.1.0"\ndependencies {\n'
            '  implementation(platform("com.acme:bom:${property("acmeVersion")}"))\n'
            '  implementation("com.acme:a:${rootProject.extra["acmeVersion"]}")\n'
            '  implementation("com.acme:b:${cost$}")\n  implementation("com.acme:$name:1")\n}\n'
        ),
        [
            '3:28 com.acme:bom ${property("acmeVersion")} 1.1.0 runtime',
            '4:19 com.acme:a ${rootProject.extra["acmeVersion"]} 1.1.0 runtime',
            "5:19 com.acme:b ${cost$} - runtime",
            "6:19 com.acme:$name 1 1 runtime",
        ],
    ),
    (
        "gradle-catalog",
        CATALOG,
        [
            "5:22 com.acme:client 1.2.3 1.2.3 runtime",
            "6:41 com.acme:grouped 2 2 runtime",
            "7:10 com.acme:short 3.0 3.0 runtime",
            "8:19 com.acme:managed - - runtime",
        ],
    ),
    (
        "msbuild",
        CSPROJ,
        [
            "1:1 Own.App - - own",
            "4:32 Acme.Sdk $(AcmeVersion) 1.2.3 runtime",
            "5:32 Acme.Central - - runtime",
            "7:31 Acme.Updated 2.* - runtime",
            "9:32 Acme.Analyzers [1.0] 1.0 build",
            "10:30 Acme.Managed 3.0.0 3.0.0 runtime",
            "11:38 Acme.Global 1.0.0 1.0.0 build",
        ],
    ),
    ("packages-config", PACKAGES_CONFIG, ["2:16 Acme.Sdk 1.0.1 1.0.1 runtime", "3:16 Acme.Build 2.0 2.0 dev"]),
]


@pytest.mark.parametrize(("format_", "text", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_declared_and_nothing_else(format_: str, text: str, expected: list[str]) -> None:
    assert rows(format_, text, "src/packages.config" if format_ == "packages-config" else "src/Own.App.csproj") == expected


@pytest.mark.parametrize(("format_", "text"), [row[:2] for row in TABLE], ids=[row[0] for row in TABLE])
def test_no_cut_raises(format_: str, text: str) -> None:
    survives_every_cut(format_, text)


def test_ecosystems_of_deno_specifiers() -> None:
    assert [one.language for one in evidence("deno-json", DENO)] == ["npm", "npm", "jsr", "npm"]


def test_a_document_with_a_dtd_is_refused() -> None:
    text = '<!DOCTYPE project [<!ENTITY a "x">]><project><artifactId>acme</artifactId></project>'
    assert rows("pom", text) == []


def test_properties_that_grow_or_turn_in_circles_stay_bounded() -> None:
    steps = "".join(f"<p{n}>{f'${{p{n + 1}}}' * 10}</p{n}>" for n in range(30))
    loop = "<a>${b}</a><b>${a}</b>"
    dependency = "<dependency><groupId>com.acme</groupId><artifactId>x</artifactId><version>${p0}</version></dependency>"
    text = f"<project><properties>{steps}{loop}</properties>{dependency}{dependency.replace('p0', 'a')}</project>"
    assert [one.resolved for one in evidence("pom", text)] == ["", ""]


def test_the_settings_of_an_editor_extension_are_told_apart() -> None:
    text = """{"contributes": {"configuration": {"properties": {"x.model": {
      "default": "acme-4", "enum": ["acme-4", "acme-5"], "description": "Ask acme"}}}}}"""
    found = [(one.value, one.slot.rpartition(".properties.")[2], one.role.value) for one in evidence("package-json", text)]
    assert found == [
        ("acme-4", "x.model.default", "production"),
        ("acme-4", "x.model.enum.[]", "lookup-table"),
        ("acme-5", "x.model.enum.[]", "lookup-table"),
        ("Ask acme", "x.model.description", "docs"),
    ]


# Facts of real files, read by hand and set in our own arrangement.
REAL = [
    (
        "vercel/ai-chatbot package.json: exact versions beside ranges, a script that runs npx",
        "package-json",
        '{"name": "chat", "scripts": {"db": "npx acme-kit"}, "dependencies": {"@acme/openapi": "1.2.2", "@acme/react": "^1.1.20"}}',
        ["1:11 chat - - own", "1:71 @acme/openapi 1.2.2 1.2.2 runtime", "1:97 @acme/react ^1.1.20 - runtime"],
    ),
    (
        "langchain4j/langchain4j pom.xml: a module that is the SDK, its test-jar",
        "pom",
        (
            "<project><parent><groupId>dev.acme</groupId><artifactId>acme-parent</artifactId></parent>\n"
            "<artifactId>acme-open</artifactId>\n<dependencies><dependency><groupId>dev.acme</groupId>\n"
            "<artifactId>acme-core</artifactId><type>test-jar</type><scope>test</scope></dependency></dependencies></project>"
        ),
        ["2:13 dev.acme:acme-open - - own", "4:13 dev.acme:acme-core - - dev"],
    ),
    (
        "spring-petclinic/spring-petclinic-langchain4j build.gradle: bom by ext, alternatives commented out",
        "gradle",
        (
            'ext.acmeVersion = "1.15.0"\ndependencyManagement {\n  imports {\n    mavenBom "dev.acme:acme-bom:${acmeVersion}"\n  }\n}\n'
            'dependencies {\n  implementation "dev.acme:acme-starter"\n//  implementation "dev.acme:acme-other"\n}\n'
        ),
        ["4:15 dev.acme:acme-bom ${acmeVersion} 1.15.0 runtime", "8:19 dev.acme:acme-starter - - runtime"],
    ),
    (
        "JetBrains/koog build.gradle.kts: modules of the own build",
        "gradle",
        (
            'kotlin {\n  sourceSets {\n    commonMain {\n      dependencies {\n        api(project(":clients:acme-client"))\n'
            "        api(libs.acme.core)\n      }\n    }\n  }\n}\n"
        ),
        [],
    ),
    (
        "GuntherW/scala-cheatsheet project/Dependencies.scala: aligned columns, versions in an object of the same file",
        "sbt",
        (
            'object Dependencies {\n  object Version {\n    val sttpAcme              = "0.3.10"\n  }\n  object Library {\n'
            '    val sttpAcme   = "com.own.sttp.acme"    %% "core"        % Version.sttpAcme\n  }\n}\n'
        ),
        ["6:49 com.own.sttp.acme:core - 0.3.10 runtime"],
    ),
    (
        "JetBrains/koog libs.versions.toml: module with version.ref",
        "gradle-catalog",
        '[versions]\nacme = "3.1"\n[libraries]\nacme-bedrock = { module = "dev.acme.kotlin:bedrock", version.ref = "acme" }\n',
        ["4:28 dev.acme.kotlin:bedrock 3.1 3.1 runtime"],
    ),
    (
        "dotnet/eShop Directory.Packages.props: versions by property",
        "msbuild",
        (
            "<Project><PropertyGroup><Preview>13.1.0-preview.1</Preview></PropertyGroup><ItemGroup>\n"
            '<PackageVersion Include="Own.Acme.Hosting" Version="$(Preview)" /></ItemGroup></Project>'
        ),
        ["2:26 Own.Acme.Hosting $(Preview) 13.1.0-preview.1 runtime"],
    ),
    (
        "0x01050/CollegeAIScraper packages.config: the old list",
        "packages-config",
        '<?xml version="1.0" encoding="utf-8"?>\n<packages>\n  <package id="Acme" version="1.0.0" targetFramework="net472" />\n</packages>',
        ["3:16 Acme 1.0.0 1.0.0 runtime"],
    ),
    (
        "openai/openai-node deno.jsonc: tasks install, an import map is missing",
        "deno-json",
        '{\n  "tasks": {\n    "install": "npm install --no-save ./acme.tgz",\n    "check": "deno check main_test.ts"\n  }\n}',
        [],
    ),
    (
        "openai/openai-node pnpm-workspace.yaml: overrides with comments, no catalog",
        "pnpm-workspace",
        "packages:\n  - examples\noverrides:\n  # acme core is deprecated\n  '@acme/core@>=3.977.0 <3.977.6': 3.976.0\n  acme: ^9.0.5\n",
        [],
    ),
]


@pytest.mark.parametrize(("format_", "text", "expected"), [row[1:] for row in REAL], ids=[row[0] for row in REAL])
def test_as_in_public_repositories(format_: str, text: str, expected: list[str]) -> None:
    assert rows(format_, text, "Directory.Packages.props") == expected


SET = [
    (
        "gradle",
        "x/build.gradle",
        """android { defaultConfig {
  // buildConfigField "String", "MODEL", "\\"acme-0\\""
  buildConfigField 'String','LLM_URL','"https://api.acme.test/v1"'
  buildConfigField "String", "MODEL", "\\"acme-3\\""
  buildConfigField("String", "ACME_API_KEY", "\\"$ACME_TOKEN\\"")
  resValue "string", "other_model", "acme-2"
  manifestPlaceholders = [apiUrl: "https://acme.test", model: 'acme-1']
  applicationId "com.own.acme"
} }
test { environment "A", System.getenv("ACME_TEST_KEY") }
tasks.register("integrationTest", Test) { environment "ACME_OTHER_KEY", "x" }
publishing { repositories { maven { url = uri("https://acme.test/maven") } } }
dependencies { implementation('com.acme:client:1.0') { exclude group: 'com.acme', module: "acme-3" } }
include(":acme")
""",
        [
            "3 endpoint https://api.acme.test/v1 LLM_URL config",
            "4 literal acme-3 MODEL config",
            "5 env ACME_API_KEY config",
            "5 env ACME_TOKEN ACME_API_KEY config",
            "6 literal acme-2 other_model config",
            "7 endpoint https://acme.test apiUrl config",
            "7 literal acme-1 model config",
            "10 env ACME_TEST_KEY test",
            "11 env ACME_OTHER_KEY test",
        ],
    ),
    (
        "gradle",
        "x/build.gradle.kts",
        """plugins { id("com.acme.plugin") }
val model = System.getenv("MODEL") ?: "acme-3"
buildConfigField("String", "API_BASE", "\\"https://acme.test/v1\\"")
environment(mapOf("model" to "acme-1", "ACME_KEY" to "x"))
tasks.withType<Test> { environment("ACME_TEST_KEY", "") }
""",
        [
            "2 literal acme-3 model config",
            "3 endpoint https://acme.test/v1 API_BASE config",
            "4 literal acme-1 model config",
            "4 env ACME_KEY config",
            "5 env ACME_TEST_KEY test",
        ],
    ),
    (
        "sbt",
        "x/build.sbt",
        """name := "acme-app"
resolvers += "own" at "https://acme.test/maven"
buildInfoKeys := Seq("llmUrl" -> "https://acme.test/v1", "model" -> "acme-3")
Test / envVars := Map("ACME_TEST_KEY" -> "x")
run / envVars := Map("KEY" -> sys.env.getOrElse("ACME_KEY", ""))
""",
        [
            "3 endpoint https://acme.test/v1 llmUrl config",
            "3 literal acme-3 model config",
            "4 env ACME_TEST_KEY test",
            "5 env ACME_KEY config",
        ],
    ),
]


@pytest.mark.parametrize(("format_", "path", "text", "expected"), SET, ids=[row[1] for row in SET])
def test_what_a_build_sets_for_its_code(format_: str, path: str, text: str, expected: list[str]) -> None:
    found = [one for one in evidence(format_, text, path) if one.how != "manifest"]
    assert [
        " ".join([str(one.line), one.how.value, one.value, *([one.slot] if one.slot else []), one.role.value]) for one in found
    ] == expected
    survives_every_cut(format_, text)

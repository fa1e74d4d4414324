"""The words by which paths tell what a file is for: directory names, file names and the heads of generated code."""

from __future__ import annotations

import re

from auditor import lazy_re
from auditor.discover.lazily import Lazy

CODE = frozenset(
    "python notebook javascript typescript vue svelte go java kotlin scala groovy csharp ruby php rust swift dart elixir shell "
    "sql baml setup-py".split()
)
PROSE = frozenset({"markdown", "text"})

VENDORED = frozenset(
    "_vendor _vendored vendored node_modules site-packages bower_components jspm_packages pods carthage dist-packages .yarn "
    ".venv venv virtualenv".split()
)
THIRD = frozenset("third_party third-party thirdparty 3rd 3rdparty 3rd-party 3rd_party".split())
VENDOR_HOMES = frozenset("lib libs public static assets js css www web deps resources media ext".split())
FIXTURE = frozenset(
    "fixture fixtures __fixtures__ cassette cassettes vcr_cassettes __snapshots__ __recordings__ testdata test_data test-data "
    "golden goldens test-fixtures test_fixtures testfixtures".split()
)
FIXTURE_DATA = frozenset(
    "recordings recording snapshots recorded httprr mocks stubs results outputs dumps dump datasets dataset".split()
)  # only for what is not code
TEST = frozenset(
    "test tests testing __tests__ __test__ __mocks__ spec specs e2e cypress testlib testutil testutils testcases unittest "
    "unittests integrationtest integrationtests androidtest benchmark benchmarks bench evals eval evaluations "
    "mockdata fake fakes dummy".split()  # but `stubs` are also clients of services, and templates
)
EXAMPLE = frozenset(
    "example examples sample samples demo demos cookbook cookbooks tutorial tutorials quickstart quickstarts quick-start "
    "getting-started getting_started notebooks notebook hello-world hello_world helloworld __examples__ _examples".split()
)
PAST = frozenset("archived _archived _archive __archive__ attic obsolete old_versions old-versions bak".split())  # put aside
PAST_TOP = frozenset("archive archives deprecated _deprecated".split())  # elsewhere a feature, or an older way that still works
DOCS = frozenset(
    "docs doc documentation docs_src docs-site wiki javadoc _posts _data issue_template issue_templates discussion_template "
    "pull_request_template merge_request_templates".split()
)
DOCS_TOP = frozenset("website blog site www book changelog changelogs .changeset changes releasenotes release-notes".split())
CI = frozenset(".circleci .buildkite .azure-pipelines azure-pipelines .woodpecker .tekton .teamcity .gitlab .ci".split())
INFRA = frozenset(
    "k8s kubernetes kube helm chart charts deploy deployment deployments infra infrastructure terraform ansible pulumi kustomize "
    "bicep docker argocd cloudformation nomad devops iac".split()
)
SOURCES = frozenset({"src", "app", "lib", "internal", "pkg"})
PROMPTS = frozenset("prompts prompt prompt-templates prompt_templates prompttemplates system-prompts system_prompts".split())

TEST_ENDS = frozenset({"test", "tests", "testing"})  # first or last word of a directory: `e2e-tests`, `Acme.Tests`
TEST_LAST = frozenset("eval evals benchmark benchmarks".split())  # `skill-eval`, but not `eval-service`
NO_TEST = frozenset({"ab", "split", "speed"})  # `ab-test` is a feature
MOCKED = frozenset({"mock", "mocks", "mocked"})  # first word of a directory: `mock-server`
REHEARSED = frozenset(
    "interview interviews interviewer interviewing exam exams quiz quizzes trial trials paper papers up ups".split()
)
EXAMPLE_ENDS = frozenset("example examples sample samples demo demos tutorial tutorials quickstart quickstarts cookbook".split())
EXAMPLES = frozenset("examples tutorials cookbooks quickstarts demos".split())  # in the midst: `client-examples-python`
EXAMPLE_FILES = frozenset("example examples demo demos tutorial tutorials quickstart".split())  # not `sample_rate.py`

CI_FILES = Lazy(
    r"(\.gitlab-ci[^/]*\.ya?ml|jenkinsfile.*|azure-pipelines[^/]*\.ya?ml|bitbucket-pipelines\.ya?ml|\.travis\.ya?ml|\.drone\.ya?ml|"
    r"\.?appveyor\.ya?ml|cloudbuild[^/]*\.(ya?ml|json)|buildspec[^/]*\.ya?ml|\.cirrus\.ya?ml|\.pre-commit-config\.ya?ml|codecov\.ya?ml)"
)
INFRA_FILES = Lazy(r"((docker-)?compose[^/]*|serverless[^/]*|helmfile[^/]*|skaffold)\.ya?ml|procfile")
INFRA_FORMATS = frozenset({"dockerfile", "hcl", "bicep"})
GENERATED_FILES = Lazy(
    r".*(\.pb\.go|\.pb\.gw\.go|_pb2(_grpc)?\.pyi?|\.pb\.(ts|js|cs|rb|swift|dart)|_pb\.(js|d\.ts|ts|rb)|\.g\.(dart|cs)|\.freezed\.dart|"
    r"\.designer\.cs|[._]generated\.[a-z]+|\.gen\.[a-z]+|\.chunk\.js|\.bundle\.js)|zz_generated.*|"
    r".*--\d[^-]*--\d[^-]*\.sql|[vu]\d[\d._]*__.*\.(sql|java|kt)",  # steps between versions: written once, run once
    signs="pb .g. freezed designer gen chunk bundle -- __",
)
GENERATED_DIRS = frozenset({"__generated__", "generated", "autogen", "openapi-generated", "migrations"})
FACTORIES = frozenset({("database", "factories")})  # records made up for tests
HISTORY = frozenset(  # migrations: written once, run once
    {("db", "migrate"), ("db", "changelog"), ("db", "migration"), ("database", "migration"), ("alembic", "versions")}
)
TEXTS = frozenset("locales locale translations i18n l10n lang langs".split())  # what people read, by language
SCREENS = Lazy(r"(layout|menu|navigation)(-.*)?")  # below `res`: what Android shows
LANGUAGES = frozenset(  # ISO 639-1, some longer ones in use, and countries that are often meant for their language
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo "
    "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu iw ja jv ka "
    "kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl "
    "nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv "
    "sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ast ceb chr ckb cmn dsb eng "
    "fil fra fur gsw haw hsb kab kmr mai nds nso pap sat sco szl yue cn cz dk gr jp ua vn".split()
)
TEXT_CODE = frozenset("locales locale translations".split())  # those of them that hold no code of another kind
TEXT_FILES = Lazy(
    r"strings\.xml|.*\.(arb|strings|resx|xliff|xlf)|translations?\.json|package\.nls(\.[a-z-]+)?\.json|"
    r"((messages|labels|.*(bundle|messages|strings))(_[a-z]{2}){0,2}|.*_[a-z]{2}_[a-z]{2})\.properties"
)
STANDS_IN = frozenset({"mock", "mocks", "mocked", "fake", "stub", "dummy"})  # first word of a file's name, or before `data`
TEST_FILES = Lazy(
    r".*(_test\.(go|py|rb|exs|dart|rs|js|ts|php)|_tests\.(py|rs)|\.([a-z]{0,4}test|spec|cy|e2e|stories)\.[cm]?[jt]sx?|"
    r"-(test|mocks?)\.[cm]?[jt]sx?|_spec\.(rb|js|ts)|[a-z0-9_](Test|Tests|IT|TestCase)\.(java|kt|kts|scala|groovy|cs|fs|vb|php|swift)|\.httprr|\.snap)|"
    r"Test[A-Z]\w*\.(java|kt|php)|test_.*\.[a-z]+|tests?\.[a-z]+|conftest\.py|test-?(utils?|helpers?|setup)\.[a-z]+|"
    r"smoke([-_.].*)?\.(sh|bash|zsh|ps1|bat)|smoke[-_]?[tT]ests?([-_.].*)?\.(sh|bash|ps1|py|rb|go|rs|[cm]?[jt]s)|"
    r"(jest|vitest|playwright|cypress|karma)[.-](config|setup).*|phpunit[^/]*\.xml(\.dist)?",
    signs="test smoke -mock Test spec .cy. e2e stories IT. .httprr .snap jest playwright cypress karma phpunit",
)
_FRAMEWORKS = (
    r"^(?:import|from)[ \t]+(?:pytest|unittest(?!\.mock)|hypothesis)\b|\bfactory\.(?:Faker|SubFactory|django)\b|"
    r"(?:from|require\()[ \t]*[\"'](?:vitest|@jest/globals|@playwright/test|@testing-library/[\w-]+|node:test|chai|sinon)[\"']|"
    r"^[ \t]*import[ \t]+(?:static[ \t]+)?(?:org\.(?:junit|mockito|testng|scalatest)|kotlin\.test|io\.kotest)\b|"
    r"^[ \t]*using[ \t]+(?:static[ \t]+)?(?:Xunit|NUnit\.Framework|Moq|Microsoft\.VisualStudio\.TestTools)\b|"
    r"^use[ \t]+(?:PHPUnit|Mockery)\\|^[ \t]*import[ \t]+XCTest\b|"
    r"^(?:import|export)[ \t]+[\"']package:(?:test|flutter_test|mockito)/|"
    r"^[ \t]*require[ \t]+[\"'](?:rspec|minitest|test/unit|webmock)\b"
)
TEST_CODE = Lazy(  # what brings in a framework of tests is one, whatever it is called
    _FRAMEWORKS,
    flags=re.MULTILINE,
    signs="pytest unittest hypothesis factory. vitest @jest/ @playwright/ @testing- node:test chai sinon org.junit org.mockito "
    "org.testng org.scalatest kotlin.test io.kotest Xunit NUnit. Moq .TestTools PHPUnit Mockery XCTest package:test/ _test/ "
    "package:mockito rspec minitest test/unit webmock",
)
_ASIDE = (  # comments and strings, in any language
    r"\\.|#[^\n]*|//[^\n]*|(?s:/\*.*?(?:\*/|\Z)|<!--.*?(?:-->|\Z)|\"{3}.*?(?:\"{3}|\Z)|'{3}.*?(?:'{3}|\Z)|`(?:[^`\\]|\\.)*+(?:`|\Z))|"
    r"\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'"
)
TEST_SAID = lazy_re.compile(rf"{_ASIDE}|(?P<code>{_FRAMEWORKS})", re.MULTILINE)  # in the group: what is neither
DOC_NAMES = Lazy(
    r"(changelog|changes|history|news|release[-_]?notes|readme|contributing|licen[sc]e|authors|llms|llms-full)([._-].*)?"
)

BEGIN = 4_000  # characters in which a file brings in what it uses
HEAD = 1_500  # characters of a file in which generated code says so
SAYS_GENERATED = Lazy(
    r"@generated\b|\bcode generated\b[^\n]{0,200}\bdo not edit\b|\b(auto-?generated|automatically generated)\b|"
    r"\bthis (file|code|class|module|client) (is|was|has been) generated\b|"
    r"\bgenerated by (django|the protocol buffer|openapi|swagger|sqlc|protoc|graphql|prisma|buf|thrift|antlr|swig)\b|"
    r"\bfile generated from\b|\bdo not (edit|modify) (this file|by hand|manually|directly)\b",
    flags=re.IGNORECASE,
)
DUMP = 20_000  # characters: configuration is shorter, or written in lines
COMMENTS = ("#", "//", "/*", "*", "--", "<!--", '"""', "'''", ";", "%")
LONG_LINE = 5_000
BUNDLE = 100_000  # characters: nobody writes so long a file of declarations, or keeps so long a script there, by hand
BUILT = frozenset({"dist", "out", "build"})

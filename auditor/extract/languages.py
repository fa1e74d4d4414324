"""The lexical table: one row per language family, no program per language. In: a format word. Out: its `Language`.

Every branch of the patterns begins with a literal so that `re` can skip by character set; every string form ends at the end of
the text (or line) at the latest, so nothing that is left open can cost more than one pass.
"""

from __future__ import annotations

from functools import lru_cache

from auditor import lazy_re as re
from auditor.rows import NamedTuple

_FORMS = {
    # comments
    "//": r"//[^\n\r]*",
    "#": r"\#[^\n\r]*",
    "#php": r"\#(?!\[)[^\n\r]*",
    "--": r"--[^\n\r]*",
    "'vb": r"'[^\n\r]*",
    "/*": r"/\*[^*]*(?:\*(?!/)[^*]*)*(?:\*/|\Z)",
    "(*": r"\(\*(?!\))[^*]*(?:\*(?!\))[^*]*)*(?:\*\)|\Z)",
    "<!--": r"<!--.*?(?:-->|\Z)",
    "=begin": r"=begin(?:(?<=\n=begin)|(?<=\A=begin))\s.*?(?:\n=end|\Z)",
    "?>": r"\?>.*?(?:<\?|\Z)",
    # strings of one line: an open one ends with its line
    '"': r'"[^"\\\n]*(?:\\.?[^"\\\n]*)*(?:"|(?=\n)|\Z)',
    "'": r"'[^'\\\n]*(?:\\.?[^'\\\n]*)*(?:'|(?=\n)|\Z)",
    # strings of many lines
    '"m': r'"[^"\\]*(?:\\.?[^"\\]*)*(?:"|\Z)',
    "'m": r"'[^'\\]*(?:\\.?[^'\\]*)*(?:'|\Z)",
    "'sql": r"'[^']*(?:''[^']*)*(?:'|\Z)",
    "'c": r"'(?:[^'\\\n]|\\[^\n]{1,10}?)'",
    '"""': r'"""[^"]*(?:"(?!"")[^"]*)*(?:"""+|\Z)',
    '"""e': r'"""[^"\\]*(?:(?:\\.?|"(?!""))[^"\\]*)*(?:"""+|\Z)',  # with escapes
    "'''": r"'''[^'\\]*(?:(?:\\.?|'(?!''))[^'\\]*)*(?:'''|\Z)",
    # raw ones of one quote, behind their letter
    'r"': r'"(?:(?<=\br")|(?<=\bbr")|(?<=\bcr"))[^"]*(?:"|\Z)',
    "r'": r"'(?<=\br')[^'\n]*(?:'|(?=\n)|\Z)",
    'r"1': r'"(?<=\br")[^"\n]*(?:"|(?=\n)|\Z)',
    "`": r"`[^`]*(?:`|\Z)",
    "`${": r"`[^`\\$]*(?:(?:\\.?|\$(?!\{))[^`\\$]*)*(?:`|\$\{|\Z)",
    '@"': r'@\$?"[^"]*(?:""[^"]*)*(?:"|\Z)',
    '#"': r'\#(?P<hash>\#{0,7})".*?(?:"\#(?P=hash)|\Z)',
    "$$": r"\$\$.*?(?:\$\$|\Z)",
    "/re/": r"/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,80}+\]){1,400}+/[a-z]{0,8}",
    "<<": r"<<(?:<[ ]?|[~-])?[\"'`]?[A-Za-z_]\w{0,60}[\"'`]?",
    "%w": r"%[wWiIqQ]?(?:\[[^\]]{0,600}\]|\([^)]{0,600}\)|\{[^}]{0,600}\})(?<!%)",
    "~w": r"~[wW](?:\[[^\]]{0,600}\]|\([^)]{0,600}\)|\{[^}]{0,600}\})",
    "~s": r"~[a-zA-Z](?:\"\"\".*?(?:\"\"\"|\Z)|\"[^\"\n]{0,400}\"|\([^)\n]{0,400}\)|/[^/\n]{0,400}/)",
}


class Language(NamedTuple):
    """How one family of languages writes comments, strings, imports and names."""

    name: str
    forms: str  # keys of the form table, longest opener first
    imports: str = ""  # which shape of import statement (`imports.py`)
    type_last: bool = False  # `var name type = value`
    opens: bool = False  # an import does not say which names it brings
    juxtaposed: bool = False  # `key "value"` without a sign between them
    line_ends: bool = True  # a statement may end with its line
    heredoc: str = ""  # ruby | php


_C = '// /* """ " \'c'
_ROWS = (
    Language("javascript", "// /* <!-- `${ /re/ \" '", "es"),
    Language("go", "// /* ` \" 'c", "go", type_last=True),
    Language("java", _C.replace('"""', '"""e'), "dotted", line_ends=False),
    Language("kotlin", _C, "dotted"),
    Language("scala", _C, "dotted"),
    Language("groovy", "// /* \"\"\"e ''' \" '", "dotted"),
    Language("csharp", '// /* @" """ " \'c', "using", opens=True, line_ends=False),
    Language("fsharp", '// (* """ " \'c', "using", opens=True),
    Language("visualbasic", "'vb \"", "using", opens=True),
    Language("ruby", "=begin # << %w /re/ \" '", "require", opens=True, heredoc="ruby"),
    Language("php", "?> // /* #php << \"m 'm", "use", opens=True, line_ends=False, heredoc="php"),
    Language("rust", '// /* #" r" "m \'c', "use", line_ends=False),
    Language("swift", '// /* """e #" "', "module", opens=True),
    Language("dart", "// /* \"\"\"e ''' r\"1 r' \" '", "es", opens=True, line_ends=False),
    Language("elixir", "# ~w ~s \"\"\"e ''' \" '", "alias", opens=True),
    Language("sql", "-- /* $$ 'sql \"", "", opens=True, line_ends=False),
    Language("baml", '// #" "', "", juxtaposed=True),
    Language("python", "# \"\"\"e ''' \" '", "python"),
)
_BY_NAME = {row.name: row for row in _ROWS}
_SAME = {"typescript": "javascript", "vue": "javascript", "svelte": "javascript", "notebook": "python"}
_BY_SUFFIX = {".fs": "fsharp", ".fsx": "fsharp", ".vb": "visualbasic"}


def language_of(format_: str, path: str = "") -> Language:
    """The row of a format; three languages of one platform are told apart by the file's suffix."""
    if format_ == "csharp":
        suffix = path[path.rfind(".") :].lower()
        format_ = _BY_SUFFIX.get(suffix, format_)
    return _BY_NAME[_SAME.get(format_, format_)]


@lru_cache(maxsize=64)
def pattern_of(forms: str, extra: str = "") -> re.Pattern[str]:
    """One alternation of all forms of a row."""
    branches = [_FORMS[form] for form in forms.split()]
    return re.compile("|".join([*branches, extra] if extra else branches), re.DOTALL)

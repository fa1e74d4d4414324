"""Comments and strings of a whole text in one pass. In: text and `Language`. Out: sorted spans; all between them is code."""

from __future__ import annotations

from bisect import bisect_right

from auditor import lazy_re as re
from auditor.extract.languages import Language, pattern_of

_HEREDOC = re.compile(r"<<(<[ ]?|[~-])?([\"'`]?)([A-Za-z_]\w{0,60})\2\Z")
_REGEX_AFTER = frozenset("(,=:[!&|?;{+*%~^")
_REGEX_WORDS = frozenset({"return", "typeof", "case", "in", "of", "when", "if", "unless", "and", "or", "not", "=>"})
_COMMENTS = ("//", "/*", "<!--", "(*", "?>", "=begin", "--")
_LISTS = ("%w", "%W", "%i", "%I", "~w", "~W")  # how a list of words begins
_MISSES = 40  # heredocs without an end that are looked for in one file


def lists_words(text: str, start: int) -> bool:
    """Whether the string that begins at an offset is a list of words."""
    return text.startswith(_LISTS, start)


class Spans:
    """Comments and strings by offset; looked up by bisection."""

    __slots__ = ("comments", "ends", "language", "starts", "text")

    def __init__(self, text: str, language: Language) -> None:
        """Lex the whole text once."""
        self.text = text
        self.language = language
        self.starts: list[int] = []
        self.ends: list[int] = []
        _Pass(self).run()
        quotes = '"`' if language.name == "visualbasic" else "\"'`"
        self.comments = [text[start] not in quotes and self._is_comment(at) for at, start in enumerate(self.starts)]

    def at(self, offset: int) -> int:
        """Index of the span that holds `offset`, -1 for code."""
        index = bisect_right(self.starts, offset) - 1
        return index if index >= 0 and offset < self.ends[index] else -1

    def is_comment(self, index: int) -> bool:
        """Whether the span is a comment (or text outside of code) and no string."""
        return self.comments[index]

    def _is_comment(self, index: int) -> bool:
        start = self.starts[index]
        if self.language.name == "visualbasic":
            return self.text[start] == "'"
        if self.heredoc_text(start):
            return True
        if self.text[start] == "#":
            return not self.text.startswith('"', self.content(index)[0] - 1)
        return self.text.startswith(_COMMENTS, start) and not (self.is_regex(index))

    def heredoc_text(self, start: int) -> bool:
        """Whether a span is the page around the first piece of code, as in PHP."""
        return start == 0 and self.language.heredoc == "php"

    def is_regex(self, index: int) -> bool:
        """Whether the span is a regular expression literal."""
        start = self.starts[index]
        return self.text[start] == "/" and self.text[start + 1 : start + 2] not in {"/", "*"}

    def is_list(self, index: int) -> bool:
        """Whether the span is a list of words: `%w[a b]`, `~w(a b)`."""
        return lists_words(self.text, self.starts[index])

    def said(self, index: int, offset: int) -> tuple[int, int]:
        """Start and end of the string that holds `offset`: one word of a list of words, all between the quotes else."""
        start, end = self.content(index)
        if not self.is_list(index) or not start <= offset < end:
            return start, end
        first, last = offset, offset
        while first > start and not self.text[first - 1].isspace():
            first -= 1
        while last < end and not self.text[last].isspace():
            last += 1
        return first, last

    def content(self, index: int) -> tuple[int, int]:
        """Start and end of what stands between the quotes."""
        text, start, end = self.text, self.starts[index], self.ends[index]
        lead = start
        while lead < end and text[lead] in "@$#~%" and lead - start < 9:
            lead += 1
        if lead < end and text[lead] in "\"'`":
            quote = text[lead]
            width = 3 if text.startswith(quote * 3, lead) and end - lead >= 6 else 1
            tail = end - (lead - start if text[start] == "#" else 0)
            closed = tail - width >= lead + width and text.startswith(quote * width, tail - width)
            return lead + width, tail - width if closed else tail
        if text[start] == "\n":  # the body of a heredoc
            return start + 1, end
        if text[start] == "/":
            return start + 1, max(text.rfind("/", start + 1, end), start + 1)
        if text.startswith("$$", start):
            return start + 2, max(end - 2, start + 2)
        if text[start] in "%~":  # `%w[...]`, `~s(...)`
            while lead < end and text[lead] not in "[({/":
                lead += 1
            return min(lead + 1, end), max(end - 1, lead + 1)
        return min(lead + 1, end), end


class _Pass:
    """One walk over the text; restarts behind what a pattern alone cannot delimit: templates, heredocs, divisions."""

    def __init__(self, spans: Spans) -> None:
        self.spans = spans
        self.text = spans.text
        self.pattern = pattern_of(spans.language.forms)
        self.heredoc = spans.language.heredoc
        self.missing: set[str] = set()

    def run(self) -> None:
        at: int | None = 0
        if self.heredoc == "php" and "<?" in self.text:
            at = self.text.index("<?")
            if at:
                self._keep(0, at)
        end = len(self.text)
        while at is not None:
            at = self._until(at, end)

    def _keep(self, start: int, end: int) -> None:
        self.spans.starts.append(start)
        self.spans.ends.append(end)

    def _until(self, at: int, limit: int) -> int | None:
        """Lex up to the next special form and give where to go on; None at the end."""
        text, starts, ends = self.text, self.spans.starts, self.spans.ends
        for found in self.pattern.finditer(text, at, limit):
            start, end = found.span()
            first = text[start]
            if first == "`" and text.startswith("${", end - 2) and end - 2 > start:
                end = self._template(end)
                self._keep(start, end)
                return end
            if first == "/" and text[start + 1] not in "/*" and not self._begins_regex(start):
                return start + 1
            if first == "%" and not self._begins_percent(start):
                return start + 1
            if first == "<" and text[start + 1] == "<":
                return self._here(start, end) if self.heredoc else start + 2
            starts.append(start)
            ends.append(end)
        return None

    def _template(self, at: int) -> int:
        """The end of a template whose first `${` ends at `at`; nested templates on a stack of our own."""
        inner = pattern_of(self.spans.language.forms, r"[{}]")
        chunk = _CHUNK
        depths, end = [0], len(self.text)
        while depths and at < end:
            for found in inner.finditer(self.text, at):
                at, first = found.end(), self.text[found.start()]
                if first == "{":
                    depths[-1] += 1
                elif first == "}" and depths[-1]:
                    depths[-1] -= 1
                elif first == "}":
                    tail = chunk.match(self.text, at)
                    at = tail.end() if tail else end
                    if not self.text.startswith("${", at - 2):
                        depths.pop()
                    break
                elif first == "`" and self.text.startswith("${", at - 2) and at - 2 > found.start():
                    depths.append(0)
                elif first == "/" and self.text[found.start() + 1] not in "/*" and not self._begins_regex(found.start()):
                    at = found.start() + 1
                    break
                if len(depths) > 200:
                    return end
            else:
                return end
        return at

    def _begins_regex(self, start: int) -> bool:
        at = start - 1
        while at >= 0 and start - at < 200 and self.text[at] in " \t\r\n":
            at -= 1
        if at < 0:
            return True
        if self.text[at] in _REGEX_AFTER or self.text.startswith("=>", at - 1):
            return True
        if not self.text[at].isalpha():
            return False
        word = at
        while word > 0 and at - word < 12 and self.text[word - 1].isalpha():
            word -= 1
        return self.text[word : at + 1] in _REGEX_WORDS

    def _begins_percent(self, start: int) -> bool:
        before = self.text[start - 1 : start]
        return not before or (before in " \t\n(,=[{*" and (self.text[start + 1].isalpha() or before != " "))

    def _here(self, start: int, end: int) -> int:
        """Skip the body of a heredoc as one string; the rest of its opening line is code."""
        opener = _HEREDOC.match(self.text[start:end])
        line_end = self.text.find("\n", end, end + 2_000)
        if opener is None or line_end < 0 or not self._plausible(opener):
            return start + 2
        word = opener[3]
        close = None
        if word not in self.missing and len(self.missing) < _MISSES:
            close = re.compile(rf"^[ \t]*{word}\b", re.MULTILINE).search(self.text, line_end + 1)
        if close is None:
            self.missing.add(word)
            return end
        at: int | None = end
        family, self.heredoc = self.heredoc, ""  # one body a line: no recursion
        while at is not None:
            at = self._until(at, line_end)
        self.heredoc = family
        if close.start() > line_end + 1:
            self._keep(line_end, close.start() - 1)
        return close.end()

    def _plausible(self, opener: re.Match[str]) -> bool:
        if self.heredoc == "php":
            return (opener[1] or "").startswith("<")
        return opener[1] in ("~", "-") or opener[3].isupper()


_CHUNK = re.compile(r"[^`\\$]*(?:(?:\\.?|\$(?!\{))[^`\\$]*)*(?:`|\$\{|\Z)", re.DOTALL)

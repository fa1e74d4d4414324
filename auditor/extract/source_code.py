"""Names in lexed code. In: a hit outside of strings. Out: calls, variables, keys and members that the name is part of."""

from __future__ import annotations

from auditor import lazy_re as re
from auditor.extract.around import around
from auditor.extract.bindings import Bound
from auditor.extract.braces import brace_kind
from auditor.extract.chains import GLUE, Callee, callee_of, chain_of, forward, is_definition, name_of
from auditor.extract.defined import tell_own
from auditor.extract.env_reads import VARIABLE, is_constant_of, is_environment, variable_at
from auditor.extract.follows import follow_variable
from auditor.extract.items import item_of
from auditor.extract.members import call_fields
from auditor.extract.options import bare_end
from auditor.extract.sheet import Sheet
from auditor.extract.source_calls import arguments, assigned, called, tell_call
from auditor.extract.source_names import member, read_member, typed
from auditor.extract.source_strings import tell_key, value
from auditor.extract.tokens import NAME, STRING, Tokens
from auditor.extract.uses import Spot, spot_at, use_of
from auditor.extract.words import Word, chooses
from auditor.records import Confidence, How

_REGISTERS = re.compile(r"(?:Add|Use)(?:Keyed)?[A-Z]")
_LONG = 12  # names of a chain behind which its hits are not told one by one
_LOOSE = frozenset({"javascript", "python", "groovy"})  # where a module's name may come from anywhere


def read_word(sheet: Sheet, hit: int) -> int:
    """Tell the name that `hit` stands in, unless it is a name of our own that only contains a needle."""
    tokens = sheet.windows.around(hit)
    index = tokens.find(hit)
    if index < 0 or tokens.kinds[index] != NAME:
        return hit + 1
    end, word = tokens.ends[index], tokens.words[index]
    tell_own(sheet, tokens, index)
    if _variable(sheet, tokens, index):
        return end
    following = tokens.word(index + 1)
    if following == "::" and sheet.language.name == "rust":
        _crate(sheet, tokens, index)
    if sheet.language.juxtaposed and tokens.kind(index - 1) == NAME and not tokens.broken(index):
        where = around(tokens, index, sheet.language)
        fields = sheet.call_fields(tokens, where.call)
        end = bare_end(sheet.text, tokens.starts[index])
        value_of = sheet.text[tokens.starts[index] : end]
        sheet.add(How.LITERAL, value_of, tokens.starts[index], end, slot=tokens.words[index - 1], **fields)
        return end
    if following in {":", "=", "=>"} and tokens.parent[index] >= 0 and _fills_a_key(sheet, tokens, index):
        if VARIABLE.match(word) and "_" in word:
            sheet.add(How.ENV, word, tokens.starts[index], end, confidence=Confidence.MEDIUM)
        else:
            tell_key(sheet, tokens, index, index + 2, word.lstrip("$@"))
        return end
    if following == "=" and chooses(word) and tokens.word(index - 1) in GLUE:
        _chosen(sheet, tokens, index)
        return end
    last, opener = forward(tokens, index)
    call = chain_of(tokens, last)
    made = opener >= 0 and (tokens.words[opener] == "(" or brace_kind(tokens, opener, sheet.language) == "named")
    if made and tokens.words[opener] == "(" and read_member(sheet, tokens, last, opener):
        return tokens.ends[last]
    command = sheet.language.name in {"ruby", "elixir"} and last > index and tokens.words[last][:1].islower()
    if made or command:
        defines = _is_definition(tokens, call.start) or (made and is_definition(tokens, call, opener, sheet.language))
        sure = None if defines else _counts(sheet, tokens, call, index, hit)
        if sure is not None and made:
            _told(sheet, tokens, (last, opener), sure, whole=call.start == index)
        elif sure is not None:
            tell_call(sheet, tokens, call, sure)
            name, _ = sheet.names.root(call)
            sheet.names.bind(name, Bound(name, sdk=True))
            assigned(sheet, tokens, call, "", call.start)
    if not made:
        _foreign_member(sheet, tokens, index, last)
        if sheet.language.opens and tokens.starts[index] == hit:
            _open_type(sheet, tokens, index, last)
    return end if last - index < _LONG else tokens.ends[last]


def _chosen(sheet: Sheet, tokens: Tokens, index: int) -> None:
    """`config.api_type = :acme`: which platform answers, said in an attribute."""
    at = index + 2 + (tokens.word(index + 2) == ":")
    if tokens.kind(at) in {NAME, STRING} and (at + 1 >= len(tokens) or tokens.broken(at + 1) or tokens.word(at + 1) == ";"):
        slot, role = tokens.words[index], sheet.role(tokens.starts[index])
        sheet.add(How.LITERAL, name_of(tokens, at), tokens.starts[index], tokens.ends[index], slot=slot, role=role)


def _crate(sheet: Sheet, tokens: Tokens, index: int) -> None:
    """A crate that is named by its whole path needs no `use`: its first place in the file is the import."""
    name = tokens.words[index]
    leads = tokens.word(index - 1) not in {"::", ".", "fn"} and tokens.word(index + 2) != "<"
    if leads and name.islower() and name not in sheet.names.bound and name not in sheet.crates:
        sheet.crates.add(name)
        sheet.add(How.IMPORT, name, tokens.starts[index], tokens.ends[index])


def _told(sheet: Sheet, tokens: Tokens, chain: tuple[int, int], sure: Confidence, *, whole: bool) -> None:
    last, opener = chain
    call = callee_of(tokens, opener) or chain_of(tokens, last)
    if (
        (tokens.words[opener] == "(" or call.made)
        and sheet.language.opens
        and whole
        and not any(name.endswith("()") for name in call.names)
    ):
        name, _ = sheet.names.root(call)
        sheet.names.bind(name, Bound(sheet.opened(name), sdk=True))
        called(sheet, tokens, last, opener)
        return
    tell_call(sheet, tokens, call, sure)
    arguments(sheet, tokens, opener)


def _open_type(sheet: Sheet, tokens: Tokens, index: int, last: int) -> None:
    """Where imports do not name what they bring, a type that begins with a needle types an object."""
    name = tokens.words[index]
    if name[:1].isupper() and sheet.names.bind(name, Bound(sheet.opened(name), sdk=True)):
        typed(sheet, tokens, index, last)


def _counts(sheet: Sheet, tokens: Tokens, call: Callee, index: int, hit: int) -> Confidence | None:
    """How sure a call with a hit in its name is somebody else's: imported, a method, or of an open name space; None for ours."""
    begins = hit - tokens.starts[index] <= len(tokens.words[index]) - len(tokens.words[index].lstrip("$@_"))
    bound = sheet.names.of(call)
    if bound is not None and not bound.own:
        return Confidence.HIGH
    root, at = sheet.names.root(call)
    if sheet.language.opens and call.last == index and len(call.names) > 1 and _REGISTERS.match(tokens.words[index]):
        return Confidence.HIGH  # `services.AddAcmeChatClient(...)`: whose it is, its name says
    whole = call.start == index and tokens.word(index + 1) == "::" and bound is None
    if whole and root.islower() and sheet.language.name == "rust":
        return Confidence.HIGH  # a crate's path, whatever its name begins with
    if not begins or (at and len(call.names) - at == 1):
        return None
    if call.last == index and len(call.names) > 1:
        return Confidence.HIGH
    if sheet.language.name == "ruby" and tokens.word(index - 1) == "::" and root[:1].isupper() and bound is None:
        return Confidence.HIGH  # `Roof::Acme.new`: whose roof it is, the catalog knows
    if bound is not None or call.start != index:
        return None
    if sheet.language.opens:
        return Confidence.HIGH if root[:1].isupper() or sheet.language.name == "sql" else None
    if len(call.names) > 1 and root.islower() and (sheet.language.name in _LOOSE or tokens.word(index + 1) == "::"):
        return Confidence.LOW if sheet.language.name in _LOOSE else Confidence.HIGH
    return None


def _is_definition(tokens: Tokens, start: int) -> bool:
    return tokens.word(start - 1) in {"def", "function", "func", "fun", "fn", "class", "struct", "interface", "enum", "trait", "record", "defp", "type", "extension", "impl", "protocol", "object", "actor", "mixin"}  # noqa: E501  # fmt: skip


def _fills_a_key(sheet: Sheet, tokens: Tokens, index: int) -> bool:
    parent = tokens.parent[index]
    item = item_of(tokens, index, sheet.language)
    if item.edge != index and not (item.edge == index - 1 and tokens.words[item.edge] == ":"):
        return False
    if tokens.words[parent] == "(":
        call = callee_of(tokens, parent)
        return call is not None and not _is_definition(tokens, call.start)
    return tokens.words[parent] == "[" or brace_kind(tokens, parent, sheet.language) != "block"


def _variable(sheet: Sheet, tokens: Tokens, index: int) -> bool:
    word = tokens.words[index]
    if not VARIABLE.match(word):
        return False
    name = variable_at(tokens, index)
    if name or (tokens.word(index - 1) in {".", "?."} and "_" in word and tokens.word(index + 1) != "("):
        call = chain_of(tokens, index)
        bound = sheet.names.of(call)
        if not name and ((bound is not None and bound.sdk) or is_constant_of(call.names[-2])):
            return False
        use = use_of(sheet, tokens, call.start, around(tokens, call.start, sheet.language))
        fields = call_fields(sheet, tokens, call.start, use.call)
        confidence = Confidence.HIGH if name else Confidence.MEDIUM
        sheet.add(How.ENV, word, tokens.starts[index], tokens.ends[index], slot=use.slot, confidence=confidence, **fields)
        if name:
            _defaults(sheet, tokens, index)
            end = tokens.ends[index]
            named = Spot(
                tokens, index, end - len(name), end, Word("env", name, 0, len(name)), around(tokens, index, sheet.language)
            )
            follow_variable(sheet, named, use)
        return True
    if _destructured(tokens, index):
        sheet.add(How.ENV, word, tokens.starts[index], tokens.ends[index])
        return True
    if "_" in word and tokens.word(index + 1) in {":", "("} and sheet.language.name == "javascript" and tokens.parent[index] >= 0:
        before = tokens.word(index - 1)
        if before in {"{", ","} and brace_kind(tokens, tokens.parent[index], sheet.language) == "object":
            sheet.add(How.ENV, word, tokens.starts[index], tokens.ends[index], confidence=Confidence.MEDIUM)
            return True
    return False


def _destructured(tokens: Tokens, index: int) -> bool:
    """`const { ACME_API_KEY } = process.env`."""
    opener = tokens.parent[index]
    close = tokens.mate[opener] if opener >= 0 and tokens.words[opener] == "{" else -1
    if close < 0 or tokens.word(close + 1) != "=" or tokens.kind(close + 2) != NAME:
        return False
    last, _ = forward(tokens, close + 2)
    return is_environment(chain_of(tokens, last).names)


def _defaults(sheet: Sheet, tokens: Tokens, index: int) -> None:
    """The literal behind `??` or `||`, even without a hit of its own."""
    at = index + 1
    while tokens.word(at) in {"!", ")"}:
        at += 1
    if tokens.word(at) in {"??", "||", "?:"} and tokens.kind(at + 1) == STRING:
        start, end = tokens.starts[at + 1], tokens.ends[at + 1]
        spot = spot_at(sheet, tokens, at + 1)
        if spot is not None and not sheet.hits.any(start, end):
            value(sheet, spot)


def _foreign_member(sheet: Sheet, tokens: Tokens, index: int, last: int) -> None:
    """An enumeration's member with a hit that fills a model slot, whoever declares it."""
    start = chain_of(tokens, last).start
    symbol = sheet.language.name == "ruby" and tokens.word(start - 1) == ":" and tokens.ends[start - 1] == tokens.starts[start]
    if (tokens.word(start - 1) == "." or symbol) and last == index:
        start -= 1  # `.acme3` as in Swift, `:acme_3` as in Ruby
    bound = sheet.names.of(chain_of(tokens, last))
    if last != index or start != index or (bound is not None and not bound.own):
        member(sheet, tokens, start, last)

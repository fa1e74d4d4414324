"""Names that imports with a hit brought. In: the sheet. Out: their calls, attributes, members and the objects typed by them."""

from __future__ import annotations

from auditor.extract.around import around
from auditor.extract.bindings import Bound
from auditor.extract.braces import brace_kind
from auditor.extract.chains import GLUE, Callee, callee_of, chain_of, forward, generics_end, is_definition, newed
from auditor.extract.env_reads import is_settings
from auditor.extract.members import call_fields
from auditor.extract.sheet import Sheet
from auditor.extract.source_calls import WORDY, bind, called
from auditor.extract.source_strings import is_used
from auditor.extract.tokens import NAME, STRING, Tokens
from auditor.extract.uses import spot_at, wrapped_key
from auditor.extract.words import bare_setter, chooses, fills, is_secret
from auditor.records import How

_VALUES = frozenset({"value", "rawValue", "name", "id", "modelName", "toString", "to_string"})
_READS = frozenset(
    "toString getValue value getName name getId id asString getModelName getModel".split()
)  # `Acme.THREE.getValue()`
_VALUE = 8  # tokens from a slot to the string that fills it: `= new Uri("...")`
_TOGETHER = 12  # names that are looked for before the first place is read: the other look-ups are for places
_NAMES = 60  # bound names that are followed in one file


def read_names(sheet: Sheet) -> None:
    """Follow the names of imports with a hit, and the names that get objects made by them, through the file.

    What imports bring and the file makes is followed first and together, in the order of the text: a client is made of a
    configuration that is known.
    """
    todo = [name for name, bound in sheet.names.bound.items() if bound.sdk]
    done = sheet.followed
    made = [] if done else [name for name in todo[:_NAMES] if f"{name}(" in sheet.text][:_TOGETHER]
    while todo and len(done) < _NAMES:
        names, made = made or [todo.pop(0)], []
        names = [name for name in names if name not in done]
        done.update(names)
        before = set(sheet.names.bound)
        for at, size in sorted((at, len(name)) for name in names for at in sheet.places_of(name)):
            lone = size == 1 and sheet.text[at + 1 : at + 2] not in {".", ":", "-", "("}
            if not lone and not sheet.in_import(at) and sheet.spend(4):
                _place(sheet, at)
        todo += [new for new in sheet.names.bound if new not in before]


def name_clients(sheet: Sheet) -> None:
    """Bind the clients that are called after the name space which brings them: `ChatClient` under `using Acme.Chat`."""
    for one in sheet.imports if sheet.language.imports == "using" else ():
        last = one.module.rpartition(".")[2]
        if not sheet.is_named(one) or sheet.hits.any(one.end - len(last), one.end):
            continue  # what is called after the vendor is found without
        for name in (last + "Client", last.removesuffix("s") + "Client"):
            if name in sheet.text and name not in sheet.classes:
                sheet.names.bind(name, Bound(f"{one.module}.{name}", sdk=True))


def _place(sheet: Sheet, at: int) -> None:
    """One place of a name that stands for an SDK's module, class or object."""
    tokens = sheet.windows.around(at)
    index = tokens.find(at)
    bound = sheet.names.at(tokens.words[index].lstrip("$@"), at) if index >= 0 and tokens.kinds[index] == NAME else None
    glue = tokens.word(index - 1)
    if bound is None or (bound.member and glue not in GLUE):
        return  # no name, or one that stands for something else here
    if glue in GLUE and tokens.word(index - 2) not in {"this", "self", "$this", "Self"}:
        return
    last, opener = forward(tokens, index)
    call = callee_of(tokens, opener) if opener >= 0 and tokens.words[opener] == "(" else None
    if call is not None and is_definition(tokens, call, opener, sheet.language):
        return
    if call is not None and read_member(sheet, tokens, last, opener):
        return
    if opener >= 0 and (call is not None or brace_kind(tokens, opener, sheet.language) == "named"):
        called(sheet, tokens, last, opener)
        return
    following = tokens.word(last + 1)
    if following == "=" and last > index and _attribute(sheet, tokens, last):
        return
    known = sheet.names.of(chain_of(tokens, last))
    if known is not None and not known.site and (last > index or _is_constant(tokens.words[index])):
        member(sheet, tokens, index, last)
    typed(sheet, tokens, index, last)


def _attribute(sheet: Sheet, tokens: Tokens, last: int) -> bool:
    """`acme.api_base = "..."`, `options.Endpoint = new Uri("...")`: a slot of the module or object; whether a string fills it."""
    slot = tokens.words[last]
    index = next((at for at in range(last + 2, min(last + _VALUE, len(tokens))) if tokens.kinds[at] == STRING), -1)
    spot = spot_at(sheet, tokens, index) if index >= 0 else None
    if spot is None or spot.where.key_at != last or spot.where.call is not None:
        return False
    if not is_secret(slot) and (fills(slot) or sheet.hits.any(tokens.starts[index], tokens.ends[index])):
        callee, site = sheet.names.expand(chain_of(tokens, last - 2))
        how = How.ENDPOINT if spot.word.kind in {"url", "host"} else How.LITERAL
        sheet.add(how, spot.word.value, spot.start, spot.end, slot=slot, callee=callee, site=site or sheet.site(tokens, last))
    return True


def _is_constant(name: str) -> bool:
    return "_" in name and name.isupper() and any(char.isdigit() for char in name)


def member(sheet: Sheet, tokens: Tokens, index: int, last: int, end: int = -1) -> bool:
    """`acme.Acme3Large` that fills a model slot, or is of a type that names an SDK's models: the member's name is the literal.

    `end` is the last token of what stands there, when that is more than the chain. Tells whether it was one.
    """
    after = max(last, end) + 1
    if tokens.word(index - 1) not in {":", "=", "(", ",", "=>", ":=", "return", "?", "||", "??", "[", "{"}:
        return False
    if tokens.word(after) not in {",", ")", "}", ";", "]", ".", ":"} and after < len(tokens) and not tokens.broken(after):
        return False
    if last > index and tokens.words[last] in _VALUES:
        last -= 2  # `Models::Large->value`
    root, name = tokens.words[index], tokens.words[last]
    alone = root in {".", ":"}  # the type is not said
    if fills(name) == "model" or (last > index and not alone and is_settings(tokens.words[last - 2])):
        return False  # `DEFAULT_MODEL`, `Settings.Large3`: what it is stands elsewhere
    plain = name.islower() and not any(char.isdigit() for char in name)
    if plain or root in {"self", "static", "this", "$this", "Self"} or (last > index and not alone and not _is_type(sheet, root)):
        return False  # a field of some object, or a constant that is followed to its literal
    where = around(tokens, index, sheet.language)
    slot = where.key
    if not slot and where.call is not None and where.first:
        slot = bare_setter(where.call.names[-1])
        if fills(slot) != "model" and not chooses(slot):  # `Model: acme.F(acme.Large3)`
            slot = wrapped_key(sheet, tokens, where.call, index, where.opener)
    if fills(slot) != "model" and last > index and _is_constant(name) and _of_models(sheet, tokens, last):
        slot = tokens.words[last - 2]
    bound = sheet.names.at(root, tokens.starts[index])
    offered = bound is not None and bound.sdk and (last > index or _is_constant(root))
    told = fills(slot.removesuffix("Enum")) == "model" or (offered and _chooses(slot, where.call))
    given = offered and not where.key and where.call is not None and sheet.is_sdk(where.call)
    if not told and given and any(char.isdigit() for char in name):
        told, slot = True, ""  # `client.agent(acme::LARGE_3)`: whether that is an id, its spelling says
    elif not told and given and last > index and _chooses(tokens.words[last - 2], where.call):
        told, slot = True, tokens.words[last - 2]  # `client.using(Provider::Globex)`
    if where.compared or not told:
        return False
    if chooses(slot) and tokens.word(tokens.parent[index]) == "[":
        slot += "[]"
    role = sheet.file.role if is_used(sheet, slot, where.call) else sheet.role(tokens.starts[last])
    fields = call_fields(sheet, tokens, index, where.call)
    sheet.add(How.LITERAL, name, tokens.starts[last], tokens.ends[last], slot=slot, role=role, **fields)
    return True


def _chooses(slot: str, call: Callee | None) -> bool:
    """Whether a client is told who answers; records of models say `provider` too: `AcmeModel(provider = Providers.Acme)`."""
    return chooses(slot) and (
        fills(slot) != "other" or (call is not None and (call.names[-1][:1].islower() or chooses(call.names[-1])))
    )


def read_member(sheet: Sheet, tokens: Tokens, last: int, opener: int) -> bool:
    """`AcmeModels.ACME_3.getValue()`: tells the constant whose text is read, and whether there is one."""
    if tokens.mate[opener] != opener + 1 or tokens.words[last] not in _READS or tokens.word(last - 1) != ".":
        return False
    start = chain_of(tokens, last).start
    return last - start > 2 and _is_constant(tokens.words[last - 2]) and member(sheet, tokens, start, last - 2, opener + 1)


def _of_models(sheet: Sheet, tokens: Tokens, last: int) -> bool:
    """Whether the member's type is an SDK's and named after models: `AcmeChatModelName`, `AcmeModels`."""
    known = sheet.names.of(chain_of(tokens, last))
    owner = tokens.words[last - 2].removesuffix("Enum")
    return known is not None and known.sdk and not known.own and owner[:1].isupper() and fills(owner) == "model"


def _is_type(sheet: Sheet, root: str) -> bool:
    """Whether a name is a class or a module, no object: only those have members that are constants."""
    return root[:1].isupper() or any(root == name for one in sheet.imports for name, _ in one.names)


def typed(sheet: Sheet, tokens: Tokens, index: int, last: int) -> None:
    """A declaration with an SDK's type names an object of that type."""
    known = sheet.names.of(chain_of(tokens, last))
    if known is None or known.site or not tokens.words[last][:1].isupper():
        return
    opener = newed(tokens, last)
    if opener >= 0:
        called(sheet, tokens, last, opener)
        return
    callee, _ = sheet.names.expand(chain_of(tokens, last))
    before, after = index - 1, last + 1
    while tokens.word(before) in {"*", "&", "?", "mut", "<", "Arc", "Option", "Box", "const"} and before > 0:
        before -= 1
    if tokens.word(after) == "<":
        after = generics_end(tokens, after) + 1
    while tokens.word(after) in {"?", "!", "*", "&"}:
        after += 1
    bound = Bound(callee, sdk=True)
    if tokens.word(before) == ":" and tokens.kind(before - 1) == NAME:
        bind(sheet, tokens, before - 1, bound)
    elif tokens.kind(after) == NAME and tokens.words[after] not in WORDY and not tokens.broken(after) and after > last:
        bind(sheet, tokens, after, bound._replace(gives=tokens.word(after + 1) == "("))
    elif (
        sheet.language.type_last
        and tokens.kind(before) == NAME
        and not tokens.broken(index)
        and tokens.words[before] not in WORDY
    ):
        bind(sheet, tokens, before, bound)

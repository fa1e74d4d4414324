"""Packages of the inventory. In: the scene. Out: one `PackageUse` per dependency with its four facts, and undeclared imports."""

from __future__ import annotations

from collections import defaultdict

from auditor.facts import Package
from auditor.records import Evidence, How, PackageUse, Place
from auditor.resolve.own import UNNAMED
from auditor.resolve.packages import CENTRAL, LOADED
from auditor.resolve.scene import Scene, place_of

_NAMED = LOADED | {"elixir"}  # where code names a package's modules and imports nothing
_PARTED = frozenset({"maven"})  # where one name space is spread over artifacts
_ORDER = {"runtime": 0, "optional": 1, "peer": 2, "build": 3, "dev": 4, "transitive": 5, "": 6}


def package_uses(scene: Scene) -> tuple[PackageUse, ...]:
    """Every known package that is declared, locked or imported; the project's own ones are no dependencies."""
    imports = _imports(scene)
    keys = set(scene.declared) | set(scene.locked) | set(imports)
    found = []
    for key in sorted(keys - scene.own):
        package = scene.package(*key) or scene.catalog.packages.get(key)
        if package is not None and (scene.counts(package) or key in imports):
            found.append(_use(scene, package, key, imports.get(key, [])))
    return tuple(found)


def _imports(scene: Scene) -> dict[tuple[str, str], list[Evidence]]:
    found: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for one in scene.evidence:
        if one.how is How.IMPORT or (one.how is How.CALL and one.language in _NAMED and not one.receiver):
            module = one.value.partition("(")[0]
            for known in _offering(scene, scene.imported(one.language, module, one.path), module):
                key = (known.ecosystem, known.name)
                if key in scene.declared or key in scene.locked or not scene.own_names.are_listed(known.ecosystem, one.path):
                    found[key].append(one)
        elif one.how is How.IMAGE:
            package = scene.image(one.value)
            if package is not None:
                found[package.ecosystem, package.name].append(one)
    return found


def _offering(scene: Scene, packages: tuple[Package, ...], module: str) -> tuple[Package, ...]:
    """The packages that an import shows: of several that offer the module, the one that bears its name; else none of them."""
    if len({package.name for package in packages}) <= 1:
        return packages  # one, perhaps in two registries
    if packages[0].ecosystem in _PARTED and all((one.ecosystem, one.name) in scene.declared for one in packages):
        return packages  # artifacts that share one name space, each declared because it is needed
    if packages[0].ecosystem in UNNAMED:
        return ()  # a name says nothing where several gems bring one constant
    return tuple(one for one in packages if module == one.name or module.startswith(f"{one.name}."))


def _central(declared: list[Evidence]) -> str:
    """The version that a solution keeps in one place for those who refer to the package without one."""
    return next((one.version for one in declared if one.slot == CENTRAL and one.version), "")


def _use(scene: Scene, package: Package, key: tuple[str, str], imports: list[Evidence]) -> PackageUse:
    declared = sorted(scene.declared.get(key, ()), key=lambda one: (_ORDER.get(one.scope, 5), one.path, one.line))
    locked = sorted(scene.locked.get(key, ()), key=lambda one: (one.path, one.line))
    first = declared[0] if declared else None
    image = next((one for one in imports if one.how is How.IMAGE), None)
    resolved = {one.resolved for one in (*declared, *locked) if one.resolved}
    places: list[Place] = [place_of(one) for one in (*declared, *locked, *imports)]
    return PackageUse(
        ecosystem=package.ecosystem,
        # a member of a family is known by the name it was asked for, in the spelling that look-ups compare
        name=first.value if first is not None and first.value.lower() == package.name else package.name,
        specifier=(first.version or _central(declared)) if first else (image.version if image else ""),
        resolved=max(resolved, default=""),
        scope=first.scope or "runtime" if first else ("runtime" if imports else "transitive"),
        kind=package.kind,
        provider=package.provider,
        status=package.status,
        status_on=package.status_on,
        replacement=package.replacement,
        declared=bool(declared) or image is not None,
        locked=bool(locked),
        used=bool(imports),
        direct=any(one.scope != "transitive" for one in declared) or image is not None,
        project=scene.project(places[0].path) if places else "",
        places=tuple(sorted(set(places))),
    )

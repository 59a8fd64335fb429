"""Our import contract: who may import a package, told by what a graph of imports holds."""

from grimp import ImportGraph

from tests.gates.contracts import OnlyContract


def contract() -> OnlyContract:
    """A contract like those of pyproject.toml: only storage imports sqlalchemy."""
    options = {"packages": ["sqlalchemy"], "importers": ["storage", "bot.bench"]}
    return OnlyContract("Only storage", {}, options)


def graph(*pairs: tuple[str, str]) -> ImportGraph:
    """A graph of these imports, each from the first module to the second."""
    built = ImportGraph()
    for line, (importer, imported) in enumerate(pairs, 1):
        for module in (importer, imported):
            if module not in built.modules:
                built.add_module(module)
        built.add_import(importer=importer, imported=imported, line_number=line, line_contents="import x")
    return built


def test_those_who_are_named_may_import() -> None:
    """A module in or below a named package may import; packages that are not there are no fault."""
    imports = graph(("storage.tables", "sqlalchemy"), ("storage", "sqlalchemy"), ("handlers", "storage"))
    assert contract().check(imports, verbose=False).kept
    assert contract().check(graph(("handlers", "telegram")), verbose=False).kept


def test_anybody_else_is_told_with_the_line() -> None:
    """An import from elsewhere breaks the contract, also from a name that only begins alike."""
    imports = graph(("handlers.intake", "sqlalchemy"), ("storage_rooms", "sqlalchemy"), ("storage", "sqlalchemy"))
    check = contract().check(imports, verbose=False)
    assert not check.kept
    assert check.metadata["broken"] == [("handlers.intake", "sqlalchemy", 1), ("storage_rooms", "sqlalchemy", 2)]


def test_an_indirect_import_is_allowed() -> None:
    """Using storage does not count as using what storage uses."""
    assert contract().check(graph(("handlers", "storage"), ("storage", "sqlalchemy")), verbose=False).kept

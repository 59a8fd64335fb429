"""An import contract of ours: a package is imported by nobody but those who are named."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OnlyContract(Contract):
    """Keep the direct imports of `packages` to the modules in and below `importers`.

    import-linter's own `protected` contract stops at a package that nothing imports and at an importer that is not
    there, so it would have to be edited whenever a module comes or goes; this one reads the same before and after.
    """

    type_name = "only"

    packages = fields.ListField(subfield=fields.StringField())
    importers = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Collect each import of one of the packages from a module that may not."""
        broken = [
            (importer, imported, detail["line_number"])
            for imported in sorted(graph.modules)
            if _is_within(imported, self.packages)
            for importer in sorted(graph.find_modules_that_directly_import(imported))
            if not _is_within(importer, self.importers)
            for detail in graph.get_import_details(importer=importer, imported=imported)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each forbidden import with its line."""
        for importer, imported, line in check.metadata["broken"]:
            output.print_error(f"- {importer} -> {imported} (l.{line})", bold=False)


def _is_within(module: str, packages: object) -> bool:
    """Whether the module is one of the packages or lies below one."""
    assert isinstance(packages, list)
    return any(module == package or module.startswith(f"{package}.") for package in packages)

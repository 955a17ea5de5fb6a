"""A step of the package's build, of an editable one too: the built-in layouts, languages and style are compiled, so that no run has to."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # hatchling looks for this name
    """Compiles the layouts into src/cardprint/layouts/compiled/, the languages and the style into src/cardprint/sources/compiled/."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's hook
        """Compile before anything is packed."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from cardprint.layouts import templates
        from cardprint.sources import builtin_languages, looks, prepared

        templates.compile_ours()
        prepared.clear()
        builtin_languages.compile_ours()
        looks.compile_ours()

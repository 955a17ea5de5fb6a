"""What a layout may do: Jinja's sandbox with a short way for our own nouns, and a metered one for layouts that are not ours.

Jinja's sandbox keeps a layout from reaching out, not from running for ever. In the metered one every loop, body, call, comparison and joined
text is paid for by the size of what it takes: what a layout may spend grows with the deck, and one that spends more ends in a Problem at its
line, the same on every machine. Charges are only as good as their list of what costs; so where there is a kernel that bounds a process
(`confined`), a stranger's layouts run in one, and the charges stand alone on Windows and macOS only.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import jinja2
from jinja2 import filters, nodes
from jinja2.runtime import BlockReference, Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape
from msgspec.structs import replace

from cardprint.model import Card, Deck, Organisation, Text

OWN: set[type] = {Card, Deck, Organisation, Text}
"""Nouns whose public values every layout may read; `layouts.cards` adds its own."""

BUILTIN = "builtin"
"""Stands before the name of a built-in layout that another extends or includes."""
FILTERS = (
    "abs", "capitalize", "count", "d", "default", "dictsort", "first", "float", "groupby", "int", "items", "last", "length", "list",
    "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "title", "trim", "truncate",
    "unique", "upper", "wordcount",
)  # fmt: skip
"""Jinja's filters that give no more than they take and the same on every day; `join` and `replace` are our own."""
METHODS = frozenset(
    ("upper", "lower", "title", "capitalize", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "startswith", "endswith",
     "split", "get", "items", "keys", "values", "cycle", "changed")
)  # fmt: skip
"""Methods of texts, mappings and loops that a layout may call."""

NODE, CHARACTER, CALL, INCLUDE, MEMBER = 50, 8, 2_000, 20_000, 25
"""What a step of a layout costs: one expression, one character, one call or filter, one other file, one value inside others."""
MOST_LOOPS = 15
"""Loops inside each other; Python itself knows no more than 20."""
PER_ITEM = frozenset(("map", "select", "reject", "selectattr", "rejectattr"))
"""Filters that look at their arguments once for each item."""
MOST = 10.0**15
"""No number in a layout is larger."""
HIGHEST_POWER = 64
_EACH, _SIZED, _PAY, _NAMED = "·each", "·sized", "·pay", "·named"  # names that nobody can type


class Spent(jinja2.TemplateRuntimeError):
    """Raised where a layout has done all that it may."""


class CircleError(jinja2.TemplateAssertionError):
    """Raised for a layout that extends itself."""


class RefusedError(jinja2.TemplateRuntimeError):
    """Raised where a layout asks for what it may not do."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with a short way for cardprint's own nouns, which hold nothing but values."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Give a public value of the nouns in `OWN`; leave everything else, and what they can do, to Jinja's own caution."""
        if type(obj) in OWN and attribute[0] != "_":
            value = getattr(obj, attribute, self)
            if value is not self and not callable(value):
                return value
        return super().getattr(obj, attribute)


class Ours(Sandbox):
    """The sandbox of built-in layouts that nobody extends: what stands in a block stands where the block is, and costs no more."""

    def _generate(self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False) -> str:  # noqa: FBT001, FBT002 - Jinja's hook
        return super()._generate(_Unblocked().visit(source), name, filename, defer_init=defer_init)


class _Unblocked(NodeTransformer):
    """Takes the blocks of a layout away and leaves what is in them."""

    def visit_Block(self, node: nodes.Block) -> list[nodes.Node]:  # noqa: N802 - Jinja's hook
        """Give what stands in a block, without the blocks in it."""
        self.generic_visit(node)
        return node.body


class Metered(Sandbox):
    """A sandbox in which everything is paid for; `left` is what may still be spent."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(self, finalize: Callable[[Any], Any], **options: Any) -> None:
        """Make the environment; `finalize` turns our own nouns into markup."""
        printed = jinja2.pass_context(lambda _context, value: self._printed(value))
        super().__init__(finalize=printed, optimized=False, **options)  # with a context nothing is worked out before it is paid for
        self.left = 0
        self._marked = finalize
        own = {"join": self._join, "replace": self._paid(self._replace), _EACH: self._each, _SIZED: self._sized, _PAY: self._pay}
        own |= {_NAMED: self._named}
        self.filters = {name: self._paid(filters.FILTERS[name], each=name in PER_ITEM) for name in FILTERS} | own
        self.globals = {"range": safe_range, "namespace": Namespace}

    def _generate(self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False) -> str:  # noqa: FBT001, FBT002 - Jinja's hook
        try:
            _extended(source, name)
            _meter(source)
        except jinja2.TemplateSyntaxError as fault:
            fault.filename = filename
            raise
        source.set_environment(self)
        return super()._generate(source, name, filename, defer_init=defer_init)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a layout may use an attribute: a value, a macro, or one of METHODS."""
        may_call = not callable(value) or attr in METHODS or isinstance(value, (Macro, BlockReference))
        return may_call and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, _value: Any) -> None:
        """Leave `format` to `is_safe_attribute`, which refuses it: a width makes a long text of a short one."""
        return

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - Jinja's names
        """Call a macro, a function or a method, for its price."""
        owner = getattr(__obj, "__self__", None)
        __self._pay(CALL)
        __self._size((owner if isinstance(owner, (str, dict)) else (), args, kwargs))
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate with numbers that stay within bounds; `+` also puts texts together."""
        if operator == "+" and isinstance(left, (str, Text)) and isinstance(right, (str, Text)):
            return self._join((left, right))
        within = all(isinstance(value, (int, float)) and abs(value) <= MOST for value in (left, right))
        if not within or (operator == "**" and abs(right) > HIGHEST_POWER):
            raise _not_a_number(operator)
        found = super().call_binop(context, operator, left, right)
        if not (isinstance(found, (int, float)) and abs(found) <= MOST):
            raise _not_a_number(operator)
        return found

    def _pay(self, price: int) -> None:
        self.left -= price
        if self.left < 0:
            raise Spent

    def _printed(self, value: Any) -> Any:
        """Give what stands in double braces: a text or a number, nothing else, because anything else would print as gibberish."""
        if type(value) is Text:
            self._pay(CHARACTER * len(value.value))
        elif isinstance(value, str):
            self._pay(CHARACTER * len(value))
        elif type(value) not in {int, float} and not isinstance(value, jinja2.Undefined):
            fault = f"{type(value).__name__} cannot be printed, only its texts and numbers"
            raise RefusedError(fault)
        return self._marked(value)

    def _join(self, parts: Iterable[Any], between: Any = "") -> Markup:
        """Put texts together; what they hold is escaped, and a Text keeps its Place."""
        gap = escape(self._printed(between))
        return gap.join([escape(self._printed(part)) for part in self._each(parts, CHARACTER * len(gap) + NODE)])

    def _replace(self, value: str, old: str, new: str) -> str:
        """Put other words into a text."""
        self._pay(CHARACTER * (len(value) + value.count(old) * len(new)))
        return value.replace(old, new)

    def _each(self, values: Any, price: int) -> Any:
        """Give what a loop goes over, when all its rounds are paid."""
        known = values if isinstance(values, (str, Sequence, Mapping)) else tuple(values)
        self._pay(price * len(known))
        return known

    def _named(self, value: Any) -> Any:
        """Give the names of other files, each of which is looked for; when all are paid."""
        self._pay(INCLUDE * len(value) if isinstance(value, (list, tuple)) else 0)
        return value

    def _size(self, value: Any) -> int:
        """Pay for all that a value holds, however deep; give what it cost. Our own nouns are as large as the user made them."""
        before, rest = self.left, [value]
        while rest:
            value = rest.pop()
            if isinstance(value, (str, range)):
                self._pay(MEMBER + len(value))
            elif isinstance(value, (list, tuple, dict)) and type(value) not in OWN:
                self._pay(MEMBER * (1 + len(value)))
                rest += (*value, *value.values()) if isinstance(value, dict) else value
        return before - self.left

    def _sized(self, value: Any) -> Any:
        """Give a value that is to be compared or cut, when its size is paid."""
        if type(value) is str:
            self._pay(len(value))
        elif isinstance(value, (str, range, list, tuple, dict)):
            self._size(value)
        return value

    def _paid(self, work: Callable[..., Any], *, each: bool = False) -> Callable[..., Any]:
        """Have a filter paid by what it is given. A Text stays one, with its Place; what would come later comes at once.

        `each`: it looks at its arguments once for each item.
        """
        first = int(hasattr(work, "jinja_pass_arg"))

        @functools.wraps(work)
        def paid(*arguments: Any, **named: Any) -> Any:
            given = arguments[first]
            count = len(given) if isinstance(given, (str, list, tuple, dict, range)) else 0
            self._pay(CALL + NODE * count)
            self._size(given)
            more = self._size((arguments[first + 1 :], named))
            self._pay(more * count if each else 0)
            if type(given) is not Text:
                found = work(*arguments, **named)
                return tuple(found) if isinstance(found, Iterator) else found
            found = work(*arguments[:first], given.value, *arguments[first + 1 :], **named)
            return replace(given, value=str(found)) if isinstance(found, str) else found

        return paid


def _not_a_number(operator: str) -> RefusedError:
    return RefusedError(f"{operator} is for numbers up to {MOST:.0e}")


def _meter(tree: nodes.Template) -> None:
    """Change a layout's tree so that it pays as it runs."""
    _nested(tree, 0)
    for node in list(tree.find_all(nodes.Node)):
        rule = _RULES.get(type(node))
        if rule:
            rule(node)
    _body(tree)


def _extended(tree: nodes.Template, name: str | None) -> None:
    """Refuse a layout that extends itself, at the line where it does."""
    for node in tree.find_all(nodes.Extends):
        if isinstance(node.template, nodes.Const) and node.template.value == name:
            fault = f'a layout cannot extend itself; the built-in one is "{BUILTIN}/{name}"'
            raise CircleError(fault, node.lineno)


def _nested(node: nodes.Node, depth: int) -> None:
    """Refuse loops that are too many inside each other, at the line of the first that is."""
    depth += isinstance(node, nodes.For)
    if depth > MOST_LOOPS:
        fault = f"more than {MOST_LOOPS} loops inside each other"
        raise jinja2.TemplateAssertionError(fault, node.lineno)
    for child in node.iter_child_nodes():
        _nested(child, depth)


def _cost(parts: Iterable[nodes.Node]) -> int:
    """Say what going once through some nodes costs; what is inside a body of its own is paid there."""
    total = NODE
    for node in parts:
        total += CHARACTER * len(node.data) if isinstance(node, nodes.TemplateData) else NODE
        total += INCLUDE if isinstance(node, (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)) else 0
        total += _cost(node.iter_child_nodes(exclude=("body", "test") if isinstance(node, _BODIES) else ())) - NODE
    return total


def _filter(node: nodes.Node, name: str, *arguments: object) -> nodes.Filter:
    made = nodes.Filter(node, name, [nodes.Const(argument) for argument in arguments], [], None, None)
    return made.set_lineno(node.lineno)  # type: ignore[return-value]


def _for(node: nodes.For) -> None:
    if node.recursive:
        fault = "a loop cannot be recursive here"
        raise jinja2.TemplateAssertionError(fault, node.lineno)
    node.iter = _filter(node.iter, _EACH, _cost([*node.body, *([node.test] if node.test else [])]))


def _body(node: Any) -> None:
    price = nodes.Const(_cost(node.body)).set_lineno(node.lineno)
    node.body.insert(0, nodes.ExprStmt(_filter(price, _PAY)).set_lineno(node.lineno))


def _concat(node: nodes.Concat) -> None:
    node.nodes = [_filter(nodes.List(node.nodes).set_lineno(node.lineno), "join")]


def _compare(node: nodes.Compare) -> None:
    node.expr = _filter(node.expr, _SIZED)
    for operand in node.ops:
        operand.expr = _filter(operand.expr, _SIZED)


def _test(node: nodes.Test) -> None:
    node.node = _filter(node.node, _SIZED)
    node.args = [_filter(argument, _SIZED) for argument in node.args]


def _getitem(node: nodes.Getitem) -> None:
    if isinstance(node.arg, nodes.Slice):
        node.node = _filter(node.node, _SIZED)
    elif not isinstance(node.arg, nodes.Const):
        node.arg = _filter(node.arg, _SIZED)


def _dict(node: nodes.Dict) -> None:
    for pair in node.items:
        pair.key = _filter(pair.key, _SIZED)


def _include(node: nodes.Include) -> None:
    if not isinstance(node.template, nodes.Const):
        node.template = _filter(node.template, _NAMED)


def _escaping(node: nodes.Node) -> None:
    fault = "autoescape cannot be turned off"
    raise jinja2.TemplateAssertionError(fault, node.lineno)


_BODIES = (nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)
_RULES: Mapping[type[nodes.Node], Callable[[Any], None]] = {
    nodes.For: _for,
    nodes.Macro: _body,
    nodes.CallBlock: _body,
    nodes.Block: _body,
    nodes.Concat: _concat,
    nodes.Compare: _compare,
    nodes.Test: _test,
    nodes.Getitem: _getitem,
    nodes.Dict: _dict,
    nodes.Include: _include,
    nodes.ScopedEvalContextModifier: _escaping,
}

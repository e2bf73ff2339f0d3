"""What a passage may hold: text, values that it prints, and choices by named facts. Nothing is computed in it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, nodes

from chart2paper.problems import did_you_mean

Facts = Mapping[str, tuple[str | bool, ...]]
# A mistake: its line in the file, what is wrong, and what to do.
Mistake = tuple[int, str, str]
ENVIRONMENT = Environment(
    variable_start_string="<<",
    variable_end_string=">>",
    block_start_string="<%",
    block_end_string="%>",
    comment_start_string="<#",
    comment_end_string="#>",
    undefined=StrictUndefined,
)
# A line that holds nothing but choices or a comment is no line of the text.
_TAGS_ALONE = re.compile(r"^[ \t]*((?:<%(?:(?!%>).)*%>[ \t]*)*<%(?:(?!%>).)*)(%>)[ \t]*\n", re.MULTILINE)
_COMMENT_ALONE = re.compile(r"^[ \t]*(<#(?:(?!#>)[\s\S])*)(#>)[ \t]*\n", re.MULTILINE)
_COMPARISONS = ("eq", "ne", "in", "notin")
WHAT_IS_ALLOWED = (
    'a passage holds text, << values >>, comments and <% if fact == "choice" %>; '
    "anything else is worked out in Python"
)


def parse(source: str) -> nodes.Template:
    """Return the syntax tree of a template; raises jinja2's TemplateSyntaxError, which knows the line."""
    return ENVIRONMENT.parse(as_jinja(source))


def as_jinja(source: str) -> str:
    """Return a template in which lines that hold a choice alone leave none behind; lines keep their numbers."""
    return _TAGS_ALONE.sub(r"\1\n\2", _COMMENT_ALONE.sub(r"\1\n\2", source))


def syntax_mistake(error: TemplateSyntaxError) -> Mistake:
    """Return a template's syntax error as a mistake."""
    return (
        error.lineno,
        f"the template cannot be read ({error.message})",
        "compare it with the shipped passage",
    )


def blocks_of(tree: nodes.Template) -> dict[str, nodes.Block]:
    """Return the named parts of a passage; none where the whole file is one text."""
    return {block.name: block for block in tree.find_all(nodes.Block)}


def mistakes(tree: nodes.Template, facts: Facts, values: Mapping[str, Any]) -> Iterator[Mistake]:
    """Yield all that a passage must not hold: computation, unknown names, text outside of its named parts."""
    if blocks_of(tree):
        yield from _outside_of_blocks(tree)
    for node in tree.body:
        yield from _in(node, facts, values)


def _outside_of_blocks(tree: nodes.Template) -> Iterator[Mistake]:
    told = "text stands outside of the named parts", "put it between block and endblock"
    for node in tree.body:
        for part in node.nodes if isinstance(node, nodes.Output) else []:
            if not isinstance(part, nodes.TemplateData):
                yield part.lineno, *told
            elif part.data.strip():
                before = part.data[: len(part.data) - len(part.data.lstrip())]
                yield part.lineno + before.count("\n"), *told
        if not isinstance(node, nodes.Output | nodes.Block):
            yield node.lineno, *told


def _in(node: nodes.Node, facts: Facts, values: Mapping[str, Any]) -> Iterator[Mistake]:
    match node:
        case nodes.Output():
            for part in node.nodes:
                yield from _printed(part, facts, values)
        case nodes.If():
            yield from _condition(node.test, facts, values)
            for inner in [*node.body, *node.elif_, *node.else_]:
                yield from _in(inner, facts, values)
        case nodes.Block():
            for inner in node.body:
                yield from _in(inner, facts, values)
        case _:
            yield node.lineno, f"{_called(node)} is not allowed", WHAT_IS_ALLOWED


def _printed(part: nodes.Node, facts: Facts, values: Mapping[str, Any]) -> Iterator[Mistake]:
    if isinstance(part, nodes.Name):
        if part.name in facts:
            yield part.lineno, f'"{part.name}" is a fact, which chooses and is not printed', WHAT_IS_ALLOWED
        elif part.name not in values:
            yield _unknown(part, "value", values)
    elif not isinstance(part, nodes.TemplateData):
        yield part.lineno, f"{_called(part)} is not allowed", WHAT_IS_ALLOWED


def _condition(test: nodes.Node, facts: Facts, values: Mapping[str, Any]) -> Iterator[Mistake]:
    match test:
        case nodes.And() | nodes.Or():
            yield from _condition(test.left, facts, values)
            yield from _condition(test.right, facts, values)
        case nodes.Not():
            yield from _condition(test.node, facts, values)
        case nodes.Name():
            if test.name not in facts:
                yield _unknown(test, "fact", facts)
        case nodes.Compare(expr=nodes.Name(name=name)) if name in facts and len(test.ops) == 1:
            yield from _compared(test, facts[name])
        case nodes.Compare(expr=nodes.Name() as compared):
            yield _unknown(compared, "fact", facts)
        case _:
            yield test.lineno, f"{_called(test)} is not allowed in a choice", WHAT_IS_ALLOWED


def _compared(test: nodes.Compare, choices: tuple[str | bool, ...]) -> Iterator[Mistake]:
    operand = test.ops[0]
    several = operand.op in ("in", "notin")
    given = (
        operand.expr.items
        if several and isinstance(operand.expr, nodes.Tuple | nodes.List)
        else [operand.expr]
    )
    words = [item.value for item in given if isinstance(item, nodes.Const)]
    if operand.op not in _COMPARISONS or len(words) < len(given):
        yield test.lineno, "facts are compared with words alone", WHAT_IS_ALLOWED
        return
    for word in words:
        if word not in choices:
            hint = did_you_mean(str(word), map(str, choices))
            yield (
                test.lineno,
                f'the fact is never "{word}".{hint}',
                f"it is one of: {', '.join(map(str, choices))}",
            )


def _unknown(name: nodes.Name, kind: str, known: Mapping[str, Any]) -> Mistake:
    what = f'there is no {kind} "{name.name}".{did_you_mean(name.name, known)}'
    return name.lineno, what, f"this passage has: {', '.join(known) or 'none'}"


def _called(node: nodes.Node) -> str:
    return type(node).__name__.lower()

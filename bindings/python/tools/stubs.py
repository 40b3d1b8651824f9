"""Makes shiming/_generated.pyi while a wheel is built: the types of the generated module, for checkers of types.

The module's own annotations say most of it, but not that the values of an enumeration are of its type, nor what an error holds.
"""

import ast
import re

HEAD = '''# Made by tools/stubs.py from the generated module. Do not edit.
import enum
import typing

'''
ERROR = '''class ShimingError(Exception):
    """{doc}"""
    code: int
    code_name: str
    detail: str
    field: typing.Optional[str]
    reason: typing.Optional[str]
    errcode: typing.Optional[int]
    def __init__(self, code: int, code_name: str, detail: str, field: typing.Optional[str], reason: typing.Optional[str], errcode: typing.Optional[int]) -> None: ...
'''


def documentation(node: ast.AST, indent: str) -> str:
    text = ast.get_docstring(node, clean=True) if isinstance(node, (ast.ClassDef, ast.FunctionDef)) else None
    return f'{indent}"""{text}"""\n' if text else ""


def kind(annotation: "ast.expr | None") -> str:
    # Inside a class with a member of the same name, such as `bytes: bytes`, the plain name would mean the member.
    text = ast.unparse(annotation) if annotation else "None"
    return re.sub(r"\bbytes\b", "builtins_bytes", re.sub(r"\bText\b", "str", text))


def signature(function: ast.FunctionDef, first: str = "") -> str:
    arguments = [first] if first else []
    arguments += [f"{one.arg}: {kind(one.annotation)}" for one in function.args.args if one.arg not in ("self", "cls")]
    if function.args.kwonlyargs:
        arguments.append("*")
        arguments += [f"{one.arg}: {kind(one.annotation)}" for one in function.args.kwonlyargs]
    return ", ".join(arguments)


def method(function: ast.FunctionDef, indent: str) -> str:
    static = any(isinstance(one, ast.Name) and one.id == "classmethod" for one in function.decorator_list)
    head = f"{indent}@classmethod\n" if static else ""
    first = "cls" if static else "self"
    returned = kind(function.returns)
    body = documentation(function, indent + "    ")
    line = f"{indent}def {function.name}({signature(function, first)}) -> {returned}:"
    return head + (f"{line}\n{body}{indent}    ...\n" if body else f"{line} ...\n")


def record(node: ast.ClassDef, indent: str, base: str) -> str:
    text = f"{indent}class {node.name}{base}:\n{documentation(node, indent + '    ')}"
    init = next((one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"), None)
    fields = [] if init is None else [one for one in [*init.args.args, *init.args.kwonlyargs] if one.arg != "self"]
    for one in fields:
        text += f"{indent}    {one.arg}: {kind(one.annotation)}\n"
    return text + f"{indent}    def __init__({signature(init, 'self') if init else 'self'}) -> None: ...\n"


def shape(node: ast.ClassDef) -> str:
    bases = [ast.unparse(one) for one in node.bases]
    if bases == ["enum.Enum"]:
        names = [one.targets[0].id for one in node.body if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name)]
        values = "".join(f"    {name} = {number}\n" for number, name in enumerate(names))
        return f"class {node.name}(enum.Enum):\n{documentation(node, '    ')}{values}"
    inner = [one for one in node.body if isinstance(one, ast.ClassDef)]
    if node.name == "ShimingError":
        text = ERROR.format(doc=ast.get_docstring(node))
        return text + "".join(f"    class {one.name}(ShimingError):\n{documentation(one, '        ')}" for one in inner)
    if inner:
        return f"class {node.name}:\n{documentation(node, '    ')}" + "".join(record(one, "    ", f"({node.name})") for one in inner)
    if any(base.endswith("Protocol") for base in bases):
        methods = [one for one in node.body if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")]
        init = next(one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__")
        text = f"class {node.name}:\n{documentation(node, '    ')}"
        if not init.args.vararg:
            text += f"    def __init__({signature(init, 'self')}) -> None: ...\n"
        return text + "".join(method(one, "    ") for one in methods)
    return record(node, "", "")


def stubs(source: str) -> str:
    """The stub of a generated module."""
    tree = ast.parse(source)
    names = next(one for one in tree.body if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "__all__")
    public = {one for one in ast.literal_eval(names.value) if not one.endswith("Protocol") and one != "InternalError"}
    found = {one.name: one for one in tree.body if isinstance(one, (ast.ClassDef, ast.FunctionDef)) and one.name in public}
    text = HEAD + "builtins_bytes = bytes\n\n"
    for node in found.values():
        shown = shape(node) if isinstance(node, ast.ClassDef) else method(node, "").replace("(self, ", "(").replace("(self)", "()")
        text += shown + "\n"
    return text

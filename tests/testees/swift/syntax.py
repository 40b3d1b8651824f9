"""The syntax of Swift sources by tree-sitter's grammar: `python syntax.py FILE...`. No types, no names, no macros: only whether each file can be
read as Swift. Files are read, and each place that cannot be is printed."""

import sys

import tree_sitter
import tree_sitter_swift


def bad(node: "tree_sitter.Node") -> "list[tree_sitter.Node]":
    """The smallest places that are no Swift."""
    if node.type == "ERROR" or node.is_missing:
        return [node]
    return [one for child in node.children if child.has_error or child.is_missing for one in bad(child)]


def main() -> int:
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_swift.language()))
    broken = parser.parse(b"struct A { func b( -> Int { return } ")
    assert bad(broken.root_node), "the parser finds nothing wrong with what is wrong"
    found = 0
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            # An attribute of UniFFI's that the grammar does not know where it stands alone inside #if; blanks keep the lines.
            text = file.read().replace(b"@_documentation(visibility: private)", b" " * 36)
        for node in bad(parser.parse(text).root_node):
            found += 1
            print(f"{path}:{node.start_point[0] + 1}:{node.start_point[1] + 1}: this is no Swift")
    if not found:
        print(f"swift: the syntax of {len(sys.argv) - 1} files is right (tree-sitter; no compiler)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

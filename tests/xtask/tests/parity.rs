//! Every surface has every operation, and every list of error codes all of them, by what is committed: without a compiler or a run
//! of that language. That each answers as it should is the conformance tests' to show.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use shiming_core::ErrorCode;
use shiming_xtask::operations::Operations;
use shiming_xtask::start::root;

/// Where a surface says what it has, and the endings of its files.
const SURFACES: [(&str, &[&str], &str); 11] = [
    ("rust", &["core/src"], "rs"),
    ("c", &["ffi/include/shiming.h"], "h"),
    ("cpp", &["ffi/include/shiming.hpp"], "hpp"),
    ("csharp", &["bindings/csharp/Runtime"], "cs"),
    ("go", &["bindings/go"], "go"),
    ("lua", &["bindings/lua/shiming.lua"], "lua"),
    ("js", &["wasm/npm/src"], "ts"),
    ("kotlin", &["bindings/uniffi/generated/kotlin", "bindings/kotlin/src/main"], "kt"),
    ("java", &["bindings/uniffi/generated/kotlin", "bindings/kotlin/src/main"], "kt"),
    ("swift", &["bindings/uniffi/generated/swift", "bindings/swift/Sources"], "swift"),
    ("python", &["bindings/uniffi/generated/python", "bindings/python/shiming"], "py"),
];

fn read(path: &Path, ending: &str, into: &mut String) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            read(&entry.unwrap().path(), ending, into);
        }
    } else if path.extension().is_some_and(|extension| extension == ending) {
        into.push_str(&fs::read_to_string(path).unwrap());
    }
}

fn sources(places: &[&str], ending: &str) -> String {
    let mut text = String::new();
    for place in places {
        read(&root().join(place), ending, &mut text);
    }
    text
}

/// How a line declares the operation that a language spells like this.
fn declares(language: &str, spelled: &str, line: &str) -> bool {
    let name = spelled.rsplit(['.', ':']).next().unwrap();
    let engine = spelled.starts_with("Engine") || spelled.starts_with("engine");
    let line = line.trim();
    let any = |forms: &[String]| forms.iter().any(|form| line.contains(form.as_str()));
    let starts = |forms: &[String]| forms.iter().any(|form| line.starts_with(form.as_str()));
    match language {
        "rust" => any(&[format!("pub fn {name}("), format!("pub const fn {name}(")]),
        "c" => any(&[format!(" {name}("), format!("*{name}(")]),
        "cpp" => any(&[format!(" {name}(")]),
        "csharp" => line.starts_with("public ") && any(&[format!(" {name}(")]),
        "go" if engine => starts(&[format!("func (e *Engine) {name}(")]),
        "go" => starts(&[format!("func {name}(")]),
        "lua" if engine => starts(&[
            format!("function Engine:{name}("),
            format!("function Engine.{name}("),
            format!("Engine.{name} ="),
        ]),
        "lua" => starts(&[format!("function M.{name}("), format!("M.{name} =")]),
        "js" if engine => starts(&[format!("{name}("), format!("static {name}(")]),
        "js" => starts(&[format!("export function {name}("), format!("export const {name} ")]),
        "kotlin" | "java" => any(&[format!("fun `{name}`("), format!("fun {name}(")]),
        "swift" if name == "deinit" => line.starts_with("deinit"),
        "swift" => any(&[format!("func {name}("), format!("func `{name}`(")]),
        "python" => starts(&[format!("def {name}(")]),
        _ => panic!("{language}"),
    }
}

#[test]
fn every_surface_has_every_operation() {
    let operations = Operations::read().unwrap();
    let mut missing = Vec::new();
    for (language, places, ending) in SURFACES {
        let text = sources(places, ending);
        for operation in &operations.list {
            let Some(spelled) = operation.spelling.get(language) else { continue };
            // The one who drops it frees it.
            if spelled == "~Engine" || spelled == "drop" {
                continue;
            }
            if !text.lines().any(|line| declares(language, spelled, line)) {
                missing.push(format!("{language}: {spelled}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn an_operation_that_is_not_there_is_noticed() {
    for (language, places, ending) in SURFACES {
        let text = sources(places, ending);
        for spelled in ["frobnicate", "Engine.frobnicate"] {
            assert!(!text.lines().any(|line| declares(language, spelled, line)), "{language}");
        }
        let one = &Operations::read().unwrap().list[1].spelling[language];
        assert!(!declares(language, one, "a line about something else"));
    }
}

/// The number that a line of a list gives a name: `NAME 12`, `name: 12,`, `Name = 12`, with or without a type.
fn number(line: &str, name: &str) -> Option<i32> {
    let rest = line.trim().strip_prefix(name)?;
    let rest = rest.strip_prefix(" ErrorCode").or_else(|| rest.strip_prefix(": Int")).unwrap_or(rest);
    let digits = [" = ", ": ", " "].iter().find_map(|between| rest.strip_prefix(between))?;
    digits.trim_end_matches(',').parse().ok()
}

fn camel(name: &str) -> String {
    let pascal = pascal(name);
    pascal[..1].to_lowercase() + &pascal[1..]
}

fn pascal(name: &str) -> String {
    name.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

#[test]
fn every_list_of_error_codes_has_all_of_them_with_their_numbers() {
    // How a list spells a name, and which codes of packages alone it has besides.
    type Shown = fn(&str) -> String;
    const OWN: [(&str, i32); 3] = [("poisoned", 190), ("closed", 191), ("panic", 901)];
    let lists: [(&str, Shown, usize); 8] = [
        ("wasm/npm/src/errors.ts", str::to_owned, 3),
        (
            "bindings/kotlin/src/main/kotlin/io/github/shiming/ErrorCode.kt",
            |name| format!("public const val {}", name.to_uppercase()),
            3,
        ),
        ("bindings/swift/Sources/Shiming/ErrorCode.swift", |name| format!("case {}", camel(name)), 3),
        ("bindings/python/shiming/_codes.py", str::to_uppercase, 3),
        ("bindings/lua/shiming.lua", str::to_owned, 2),
        ("ffi/include/shiming.h", |name| format!("#define SHIMING_E_{}", name.to_uppercase()), 2),
        ("bindings/csharp/Runtime/ErrorCode.cs", pascal, 2),
        (
            "bindings/go/codes.go",
            |name| {
                let initials = |word: &str| match word {
                    "url" | "id" | "ai" => word.to_uppercase(),
                    _ => pascal(word),
                };
                format!("Err{}", name.split('_').map(initials).collect::<String>())
            },
            2,
        ),
    ];
    for (file, spelled, own) in lists {
        // Some have several on a line.
        let text = fs::read_to_string(root().join(file))
            .unwrap()
            .replace(", ", ",\n")
            .replace("{ ", "\n")
            .replace(" }", "\n");
        let numbers =
            |name: &str| text.lines().filter_map(|line| number(line, &spelled(name))).collect::<Vec<i32>>();
        let theirs: Vec<(&str, i32)> =
            OWN.into_iter().filter(|(name, wanted)| numbers(name) == [*wanted]).collect();
        assert_eq!(theirs.len(), own, "{file} has {theirs:?} of {OWN:?}");
        for line in text.lines().filter(|line| line.trim().trim_end_matches(',').ends_with(" 191")) {
            assert_eq!(
                number(line, &spelled("closed")),
                Some(191),
                "{file}: 191 is `closed` in every language"
            );
        }
        for code in ErrorCode::ALL {
            assert_eq!(numbers(code.name()), [code.number()], "{file}: {}", code.name());
        }
    }
}

#[test]
fn surfaces_without_a_list_of_their_own_ask_the_library() {
    let asked = BTreeMap::from([
        ("kotlin", "errorCodes"),
        ("lua", "status_name"),
        ("python", "error_codes"),
        ("swift", "errorCodes"),
    ]);
    for (language, places, ending) in SURFACES {
        if let Some(name) = asked.get(language) {
            assert!(sources(places, ending).contains(name), "{language}: {name}");
        }
    }
}

/// npm calls by number, and nothing at run time compares the numbers with names.
#[test]
fn npm_numbers_operations_as_the_wasm_crate_does() {
    let list = |file: &str, begins: &str, ends: &str| -> Vec<String> {
        let text = fs::read_to_string(root().join(file)).unwrap();
        let list = text.split_once(begins).and_then(|(_, rest)| rest.split_once(ends)).unwrap().0;
        list.trim().lines().map(|line| line.trim().trim_end_matches(',').to_owned()).collect()
    };
    for (rust, typescript) in [("call", "Operation"), ("engine", "OfEngine")] {
        let functions = list(&format!("wasm/src/{rust}.rs"), "&[Operation] = &[", "];");
        let begins = format!("export const {typescript} = {{");
        let numbers = list("wasm/npm/src/operations.ts", &begins, "} as const;");
        assert_eq!(functions.len(), numbers.len(), "{rust}.rs and {typescript}");
        for (place, (function, line)) in (0..).zip(functions.iter().zip(&numbers)) {
            // policy::decide is decide, account::new accountNew, interface_test::case interfaceTest.
            let (name, module) =
                (function.rsplit("::").next().unwrap(), function.split("::").next().unwrap());
            let found = [name, &function.replace("::", "_"), module].map(|name| number(line, &camel(name)));
            assert!(
                found.contains(&Some(place)),
                "{function} is {place} in {rust}.rs; operations.ts: {line}"
            );
        }
    }
}

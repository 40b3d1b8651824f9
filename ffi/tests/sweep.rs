//! Every function of the header under thousands of hostile arguments: null, wrong lengths, ill-formed text, numbers at the ends
//! of their range, structures of other versions, no handle, no place for the result. A program in C is written from the header,
//! so that no function can be forgotten. After every call: no panic, an error with a text, and out-parameters written on success only.

#![cfg(target_os = "linux")]

mod common;

use std::fmt::Write;
use std::fs;
use std::process::Command;

use common::{compilers, crate_folder, link_static, run, scratch, strict};

const ROUNDS: u32 = 300;

/// The functions that return a status: name, and the parameters as `(type, name)`.
fn functions() -> Vec<(String, Vec<(String, String)>)> {
    let header = fs::read_to_string(crate_folder().join("include/shiming.h")).unwrap();
    let mut found = Vec::new();
    for part in header.split("\nshiming_status ").skip(1) {
        let declared = part.split(");").next().unwrap();
        let Some((name, parameters)) = declared.split_once('(') else { continue };
        let parameters = parameters.split(',').map(|parameter| {
            let parameter = parameter.trim().replace("struct ", "");
            let at = parameter.rfind([' ', '*']).unwrap() + 1;
            (parameter[..at].trim().replace(" *", "*"), parameter[at..].to_owned())
        });
        found.push((name.trim().to_owned(), parameters.collect()));
    }
    found
}

/// One round of hostile arguments for this function, as C.
fn round(name: &str, parameters: &[(String, String)]) -> String {
    let (mut before, mut after, mut freed) = (String::new(), String::new(), String::new());
    let mut arguments: Vec<String> = Vec::new();
    let mut length_of = "";
    for (kind, parameter) in parameters {
        let p = parameter.as_str();
        match kind.as_str() {
            "const char*" | "const uint8_t*" => {
                let text = i32::from(kind.contains("char"));
                writeln!(before, "    input {p} = some_input({text}, \"{p}\");").unwrap();
                arguments.push(format!("{p}.ptr"));
                length_of = p;
            }
            "size_t" if p == "row_count" => arguments.push("row_count".to_owned()),
            "size_t" => {
                assert_eq!(p, format!("{length_of}_len"), "{name}");
                arguments.push(format!("{length_of}.len"));
            }
            "const shiming_row*" => {
                before.push_str(
                    "    shiming_row one = SHIMING_ROW_INIT;\n    size_t row_count = below(2) ? below(2) : (refuse = 1, SIZE_MAX);\n    \
                     if (row_count) one.struct_size = some_size(one.struct_size);\n",
                );
                arguments.push("&one".to_owned());
            }
            "const shiming_usage*" => {
                before.push_str("    shiming_usage usage = SHIMING_USAGE_INIT;\n    const shiming_usage *usage_or_none = below(2) ? &usage : NULL;\n");
                before.push_str("    if (usage_or_none) usage.struct_size = some_size(usage.struct_size);\n");
                arguments.push("usage_or_none".to_owned());
            }
            "const shiming_engine*" => arguments.push("some_engine()".to_owned()),
            "const shiming_app*" => arguments.push("some_app()".to_owned()),
            "int64_t" => arguments.push(format!("some_int64(\"{p}\")")),
            "int32_t" => arguments.push("some_int32()".to_owned()),
            "shiming_error*" => arguments.push("err.ptr".to_owned()),
            out => {
                let held = out.strip_suffix('*').unwrap_or_else(|| panic!("{name}: what is {out}?"));
                let sized = ["admission", "decision", "payment", "play_window"]
                    .iter()
                    .find(|sized| held == format!("shiming_{sized}"));
                writeln!(before, "    {held} {p};\n    {held} {p}_was;\n    memset(&{p}, 7, sizeof {p});")
                    .unwrap();
                if sized.is_some() {
                    writeln!(before, "    {p}.struct_size = some_size(sizeof {p});").unwrap();
                }
                writeln!(before, "    memcpy(&{p}_was, &{p}, sizeof {p});\n    {held} *{p}_or_none = some_out() ? &{p} : NULL;").unwrap();
                writeln!(after, "        EXPECT(\"{name}\", memcmp(&{p}, &{p}_was, sizeof {p}) == 0);")
                    .unwrap();
                match held {
                    "shiming_buf" => writeln!(freed, "    shiming_buf_free(&{p});").unwrap(),
                    handle if handle.ends_with('*') => {
                        writeln!(freed, "    {}_free({p});", handle.trim_end_matches('*')).unwrap();
                    }
                    _ => {}
                }
                arguments.push(format!("{p}_or_none"));
            }
        }
    }
    format!(
        "static void try_{name}(void) {{\n    detail err;\n    refuse = 0;\n    some_error(&err);\n    if (!err.ptr) refuse = 0;\n{before}\
         \x20   shiming_status status = {name}({});\n    check_error(\"{name}\", &err, status);\n\
         \x20   EXPECT(\"{name}\", !refuse || status != SHIMING_OK);\n    if (status != SHIMING_OK) {{\n{after}        return;\n    }}\n{freed}}}\n\n",
        arguments.join(", ")
    )
}

#[test]
fn every_function_bears_every_argument() {
    let functions = functions();
    assert!(functions.len() >= 60, "only {} functions found in the header", functions.len());
    let mut program = String::from("#include \"sweep.h\"\n\n");
    for (name, parameters) in &functions {
        program.push_str(&round(name, parameters));
    }
    program.push_str("int main(void) {\n    open_handles();\n");
    writeln!(program, "    for (int i = 0; i < {ROUNDS}; i++) {{").unwrap();
    for (name, _) in &functions {
        writeln!(program, "        try_{name}();").unwrap();
    }
    program.push_str("    }\n    free_handles();\n    puts(\"ok\");\n    return 0;\n}\n");

    let folder = scratch("sweep");
    let source = folder.join("sweep.c");
    fs::write(&source, program).unwrap();
    for compiler in compilers() {
        let binary = folder.join(format!("sweep-{compiler}"));
        let mut compile = strict(compiler, "c11");
        compile.args(["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]);
        compile.arg("-I").arg(crate_folder().join("tests")).arg(&source).arg("-o").arg(&binary);
        run(link_static(&mut compile));
        assert_eq!(String::from_utf8_lossy(&run(&mut Command::new(&binary)).stdout), "ok\n", "{compiler}");
    }
}

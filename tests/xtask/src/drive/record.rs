//! `cargo xtask record`: writes a scenario down as a file of the known answers.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use super::scenarios::{SCENARIOS, Scenario};
use super::world::{Line, World};
use super::{people, random};
use crate::conform::surface::Reference;
use crate::operations::vectors;

/// Where a scenario's file is.
pub fn path(name: &str) -> PathBuf {
    vectors().join("scenarios").join(format!("{name}.jsonl"))
}

/// Plays a scenario and gives its file's content.
pub fn play(scenario: &Scenario) -> Result<String, String> {
    let mut world = World::new(people::authority());
    world.note(scenario.why);
    (scenario.play)(&mut world).map_err(|why| format!("{}: {why}", scenario.name))?;
    world.call("engine_free", serde_json::json!({}));
    Ok(world.lines.iter().map(text).collect())
}

/// One line, members in the order in which people read them.
fn text(line: &Line) -> String {
    let mut text = format!("{{\"op\":\"{}\",\"args\":{}", line.call.op, line.call.args);
    match (line.answer.get("ok"), line.answer.get("error")) {
        (Some(ok), _) => text.push_str(&format!(",\"ok\":{ok}")),
        (None, error) => {
            // Of an error the code and the reason count.
            let part = |name: &str| error.map(|error| error[name].clone()).unwrap_or_default();
            let error = serde_json::json!({"code": part("code"), "reason": part("reason")});
            text.push_str(&format!(",\"error\":{error}"));
        }
    }
    if let Some(why) = &line.why {
        text.push_str(&format!(",\"why\":{}", Value::from(why.as_str())));
    }
    text + "}\n"
}

/// Records one scenario, or all of them; with a seed, a random history under this name.
pub fn record(name: Option<&str>, seed: Option<u64>) -> Result<(), String> {
    if let (Some(name), Some(seed)) = (name, seed) {
        let lines = random::history(seed, &mut Reference::default());
        return write(name, &lines.iter().map(text).collect::<String>());
    }
    let wanted: Vec<&Scenario> =
        SCENARIOS.iter().filter(|scenario| name.is_none_or(|name| name == scenario.name)).collect();
    if wanted.is_empty() {
        let names: Vec<&str> = SCENARIOS.iter().map(|scenario| scenario.name).collect();
        return Err(format!("no such scenario; there are: {}", names.join(", ")));
    }
    let mut failed = Vec::new();
    for scenario in wanted {
        match play(scenario) {
            Ok(content) => write(scenario.name, &content)?,
            Err(why) => failed.push(why),
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

fn write(name: &str, content: &str) -> Result<(), String> {
    let path = path(name);
    fs::create_dir_all(path.parent().unwrap_or(&path)).map_err(|error| error.to_string())?;
    fs::write(&path, content).map_err(|error| format!("{}: {error}", path.display()))
}

//! No dependency in the lock file needs a newer compiler than `Cargo.toml` promises, by what each
//! says of itself: more cannot be known without that compiler.

use std::process::Command;

use serde_json::Value;

/// A version as numbers, so that 1.100 is newer than 1.89, and 1.89 is 1.89.0.
fn numbers(version: &str) -> [u32; 3] {
    let mut numbers = [0; 3];
    for (number, part) in numbers.iter_mut().zip(version.split('.')) {
        *number = part.parse().expect("a version has numbers");
    }
    numbers
}

fn cargo(arguments: &[&str]) -> Result<String, String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo).args(arguments).output().expect("cargo runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
}

/// What cargo knows of the lock file: of all systems after `cargo fetch`, else of this one only,
/// because packages that were never wanted here cannot be asked.
fn metadata() -> Value {
    let of_all = ["metadata", "--locked", "--offline", "--format-version", "1"];
    let text = cargo(&of_all).or_else(|_| {
        let version = cargo(&["-vV"])?;
        let host = version.lines().find_map(|line| line.strip_prefix("host: "));
        let host = host.ok_or("cargo does not say what it runs on")?;
        cargo(&[&of_all[..], &["--filter-platform", host]].concat())
    });
    let text = text.unwrap_or_else(|words| panic!("{words}"));
    serde_json::from_str(&text).expect("cargo writes JSON")
}

/// Those packages that need a newer compiler than this.
fn too_new(packages: &[Value], own: &str) -> Vec<String> {
    let needs = packages.iter().filter_map(|package| {
        let needs = package["rust_version"].as_str()?;
        let name = package["id"].as_str().unwrap_or_default();
        (numbers(needs) > numbers(own)).then(|| format!("{name} needs {needs}"))
    });
    needs.collect()
}

#[test]
fn no_dependency_needs_a_newer_compiler() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("there are packages");
    let own = env!("CARGO_PKG_RUST_VERSION");
    let newer = too_new(packages, own);
    assert!(newer.is_empty(), "{own} is not enough:\n{}", newer.join("\n"));
    assert!(packages.len() > 50, "there are {} packages", packages.len());
    // Most of them say what they need, and one of them needs more than the oldest compilers.
    assert!(!too_new(packages, "1.60").is_empty());
}

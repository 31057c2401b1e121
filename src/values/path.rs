use std::fmt;

/// A way into a record: object keys and array indexes, never empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path(pub Vec<Step>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    Key(String),
    Index(usize),
}

impl Path {
    pub fn key(key: &str) -> Path {
        Path(vec![Step::Key(key.to_owned())])
    }

    /// Reads `properties.address.0` or `properties['Plan Name']`; digits index arrays. `None`
    /// where a part is empty or a bracket is not closed.
    pub fn parse(text: &str) -> Option<Path> {
        let mut steps = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(quoted) = rest.strip_prefix("['") {
                let (key, after) = quoted.split_once("']")?;
                steps.push(Step::Key(key.to_owned()));
                rest = after;
            } else {
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                steps.push(step(&rest[..end])?);
                rest = &rest[end..];
            }
            rest = match rest.strip_prefix('.') {
                Some("") => return None,
                Some(after) => after,
                None if rest.is_empty() || rest.starts_with("['") => rest,
                None => return None,
            };
        }
        (!steps.is_empty()).then_some(Path(steps))
    }
}

/// One part between points.
fn step(part: &str) -> Option<Step> {
    if part.is_empty() {
        return None;
    }
    let digits = part.bytes().all(|b| b.is_ascii_digit());
    match part.parse() {
        Ok(index) if digits => Some(Step::Index(index)),
        _ => Some(Step::Key(part.to_owned())),
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) if key.is_empty() || key.contains(['.', '[', ' ']) => {
                    write!(f, "['{key}']")?;
                }
                Step::Key(key) if i == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_paths() {
        for text in ["nps", "properties.nps", "properties['Plan Name'].x", "['a.b']"] {
            assert_eq!(Path::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Path::parse("lines.0.sku").unwrap().to_string(), "lines[0].sku");
        for text in ["", ".", "a.", "a..b", "a['b", "a]['b']x"] {
            assert_eq!(Path::parse(text), None, "{text}");
        }
    }
}

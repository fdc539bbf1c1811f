use serde_json::json;

use super::Added;
use super::args::NameArgs;
use super::inputs::{Inputs, Prompt};
use super::site::Site;
use crate::error::Result;
use crate::spec::PartName;

/// Adds a component with a test.
pub fn add(args: &NameArgs, site: &mut Site<'_>, inputs: &mut Inputs<'_>) -> Result<Added> {
    let prompt =
        Prompt { flag: "NAME", question: "Name of the component", example: "RoadCard", ..Prompt::default() };
    let name = inputs.text(&prompt, args.name.as_deref(), |text| site.name(text, "Component", file_of))?;
    inputs.close()?;
    let Some(name) = name else { return Ok(Added::new("nothing")) };
    let context = json!({ "Component": name.pascal() });
    site.create_from("component.jsx", context.clone(), &file_of(&name), &name)?;
    let test = format!("src/components/common/{}.test.jsx", name.pascal());
    site.create_from("component.test.jsx", context, &test, &name)?;
    Ok(Added::new(format!("the component {}", name.pascal())))
}

fn file_of(name: &PartName) -> String {
    format!("src/components/common/{}.jsx", name.pascal())
}

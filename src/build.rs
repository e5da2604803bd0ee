//! Reads and checks the article that is built in, by the program's own room for that, and stores it for `built_in.rs`. An
//! article with a fault, as a sentence that no longer lists every answer, ends the build with all that is wrong.

#![allow(dead_code, unused_imports, reason = "the program makes use of the rest of this room")]

use std::error::Error;
use std::path::Path;
use std::{env, fs};

mod content;

fn main() -> Result<(), Box<dyn Error>> {
    let file = "assets/en/article.toml";
    println!("cargo::rerun-if-changed={file}");
    match content::load(content::BUILT_IN) {
        Ok(article) => {
            let folder = env::var_os("OUT_DIR").ok_or("cargo has not said where to")?;
            fs::write(Path::new(&folder).join("article"), article.stored())?;
        }
        Err(faults) => faults.report(file).lines().for_each(|line| println!("cargo::error={line}")),
    }
    Ok(())
}

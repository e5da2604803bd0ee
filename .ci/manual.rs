//! Writes the man pages and the completions of a release: `manual FOLDER`. They come from the definition of the flags,
//! by a program of its own, so that the one that people run has nothing of it.

use std::error::Error;
use std::fs::{File, create_dir_all};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use clap::builder::StyledStr;
use clap_complete::{Shell, generate_to};
use clap_mangen::Man;
use vo_login_wizard::cli::Cli;

const SHELLS: [Shell; 4] = [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("say where to write them: manual FOLDER")?);
    let (manual, completions) = (folder.join("man1"), folder.join("completions"));
    create_dir_all(&manual)?;
    create_dir_all(&completions)?;
    let mut cli = whole(Cli::command());
    for shell in SHELLS {
        generate_to(shell, &mut cli, "vo-login-wizard", &completions)?;
    }
    cli.build();
    for command in [&cli].into_iter().chain(cli.get_subcommands()) {
        write_page(command, &manual)?;
    }
    Ok(())
}

/// The command with all that its help leaves out where it is to be short.
fn whole(command: clap::Command) -> clap::Command {
    command.hide(false).mut_args(|argument| argument.hide_short_help(false)).mut_subcommands(whole)
}

/// The page of one command. What the help has as examples and at its end are sections of their own.
fn write_page(command: &clap::Command, folder: &Path) -> Result<(), Box<dyn Error>> {
    let man = Man::new(command.clone());
    let mut page = File::create(folder.join(man.get_filename()))?;
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    let name = command.get_bin_name().unwrap_or_default();
    writeln!(page, ".SH SYNOPSIS\n.B {}\n[\\fIflags\\fR]", escaped(name))?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    let at_the_end = command.get_after_long_help().or_else(|| command.get_after_help());
    [at_the_end, command.get_before_help()]
        .into_iter()
        .flatten()
        .try_for_each(|text| write_sections(text, &mut page))?;
    Ok(())
}

/// Paragraphs whose first line is a heading, laid out as they are written.
fn write_sections(text: &StyledStr, page: &mut File) -> io::Result<()> {
    for paragraph in text.to_string().split("\n\n") {
        let (heading, lines) = paragraph.split_once('\n').unwrap_or((paragraph, ""));
        writeln!(page, ".SH \"{}\"\n.nf", heading.trim_end_matches(':').to_uppercase())?;
        for line in lines.lines() {
            // With two spaces less, 80 columns hold it.
            writeln!(page, "{}", escaped(line.strip_prefix("  ").unwrap_or(line)))?;
        }
        writeln!(page, ".fi")?;
    }
    Ok(())
}

/// A line in which nothing is a command of the page's language. A dash stays one that can be copied.
fn escaped(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-");
    if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line }
}

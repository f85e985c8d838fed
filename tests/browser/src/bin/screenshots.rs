//! Takes a picture of every screen in both languages, both themes and two widths. `cargo xtask screenshots` starts it.
#![expect(clippy::print_stdout, reason = "it prints which pictures it has taken")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use browser_tests::{Error, Language, Outcome, Page, Scheme, Setup, tour};

/// Each screen by the name of its picture and its address.
const SCREENS: [(&str, &str); 10] = [
    ("list", "deliveries"),
    ("summary", "deliveries/1206770/summary"),
    ("sms", "deliveries/1206770/sms"),
    ("sms-open", "deliveries/1206800/sms"),
    ("delivery", "deliveries/1206770/delivery"),
    ("filters", "deliveries/1900000/delivery"),
    ("export", "deliveries/1900000/delivery"),
    ("exclusions", "deliveries/1206770/exclusions"),
    ("tracking", "deliveries/1206770/tracking"),
    ("audit", "deliveries/1206770/audit"),
];

/// The screen with a changed text, and the text.
const WRITTEN: (&str, &str) = (
    "sms-open",
    "Hi <%= recipient.firstName %>, don’t miss it: 20% off everything in your <%= recipient.stor %> store this Saturday, \
     10:00 – 18:00, from 50 €. https://acme.example/s/8f2k STOP 36180",
);

/// The screens that are opened with a button, and closed with another, because the browser keeps the filters open for other
/// logs; each in English and in French.
const OPENED: [(&str, [&str; 2], [&str; 2]); 2] = [
    ("filters", ["Filters", "Filtres"], ["Filters", "Filtres"]),
    ("export", ["Export", "Exporter"], ["Cancel", "Annuler"]),
];

const SIZES: [(u32, u32); 2] = [(1440, 900), (390, 844)];

/// Which pictures xtask asks for.
enum Wish {
    /// Every screen, into a folder.
    All(PathBuf),
    /// The picture of the README.
    Readme(PathBuf),
}

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--out", folder] => take(&Wish::All(folder.into())),
        ["--readme", file] => take(&Wish::Readme(file.into())),
        _ => Err("Start this with `cargo xtask screenshots`.".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn take(wish: &Wish) -> Result<(), String> {
    match wish {
        Wish::Readme(file) => tour(Setup::default(), async |page| {
            page.hide_scroll_bars().await?;
            sign_in(page, Language::English).await?;
            show(page, "deliveries").await?;
            keep(page, file).await
        }),
        Wish::All(folder) => {
            tour(Setup::default(), async |page| all(page, folder, Language::English).await)?;
            tour(Setup::french(), async |page| all(page, folder, Language::French).await)
        }
    }
}

async fn all(page: &Page, folder: &Path, language: Language) -> Outcome {
    let tongue = &language.tag()[..2];
    page.hide_scroll_bars().await?;
    for is_signed_in in [false, true] {
        if is_signed_in {
            sign_in(page, language).await?;
        } else {
            page.visit("/").await?;
        }
        for (width, height) in SIZES {
            page.resize(width, height).await?;
            for scheme in [Scheme::Light, Scheme::Dark] {
                page.prefer(scheme).await?;
                let file = |name: &str| folder.join(format!("{name}-{tongue}-{}-{width}.png", scheme.value()));
                if is_signed_in {
                    for (name, route) in SCREENS {
                        show(page, route).await?;
                        if name == WRITTEN.0 {
                            write(page).await?;
                        }
                        let opened = OPENED.iter().find(|(screen, ..)| *screen == name);
                        if let Some((_, open, _)) = opened {
                            press(page, language, open).await?;
                        }
                        keep(page, &file(name)).await?;
                        if let Some((_, _, close)) = opened {
                            press(page, language, close).await?;
                        }
                    }
                } else {
                    keep(page, &file("sign-in")).await?;
                }
            }
        }
    }
    Ok(())
}

async fn sign_in(page: &Page, language: Language) -> Outcome {
    page.visit("/").await?;
    let login = if language == Language::French { "marie" } else { "admin" };
    page.button_saying(login).await?.click().await?;
    Ok(page
        .becomes_true("return document.querySelector('sms-dashboard').shadowRoot.querySelector('[role=grid]') !== null")
        .await?)
}

/// Goes to a screen and waits until it is complete.
async fn show(page: &Page, route: &str) -> Outcome {
    page.visit(&format!("/#/{route}")).await?;
    page.becomes_true("return document.querySelector('sms-dashboard').shadowRoot.querySelector('h1') !== null").await?;
    Ok(page.rests().await?)
}

async fn write(page: &Page) -> Outcome {
    if let Some(field) = page.all_by_role("textbox").await?.first() {
        field.fill(WRITTEN.1).await?;
    }
    page.shows("recipient.stor").await?;
    Ok(page.rests().await?)
}

async fn press(page: &Page, language: Language, [english, french]: &[&str; 2]) -> Outcome {
    let name = if language == Language::French { french } else { english };
    page.by_role("button", name).await?.click().await?;
    Ok(page.rests().await?)
}

async fn keep(page: &Page, file: &Path) -> Outcome {
    let picture = page.picture().await?;
    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).and_then(|()| std::fs::write(file, picture)).map_err(Error::from)?;
    println!("{}", file.display());
    Ok(())
}

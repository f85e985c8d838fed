//! A file of all rows: each part of them is written as it comes.

use std::{cell::RefCell, ops::Range, rc::Rc};

use leptos::prelude::*;

use crate::{
    error::FileError,
    export::{Cell, Field, Kind, xlsx},
    format::Zone,
    host::{Archive, Download, Host, Saved},
    remote::{Part, Walk, walk},
    ui::{table::rows::Parts, text::mask},
};

/// The file that the user wishes for.
pub struct Wish {
    pub name: String,
    pub kind: Kind,
    pub fields: Vec<Field>,
    /// The numbers of the columns that the fields show.
    pub columns: Vec<usize>,
    pub zone: Zone,
    /// Whether telephone numbers are masked.
    pub is_masked: bool,
}

/// A file that is being made, or is complete.
#[derive(Clone, Copy)]
pub struct Making {
    pub walk: Walk,
    file: StoredValue<Rc<File>, LocalStorage>,
}

struct File {
    wish: Wish,
    host: Host,
    text: Download,
    book: RefCell<Book>,
    saved: RefCell<Option<Saved>>,
}

/// What a workbook has so far.
#[derive(Default, Clone)]
struct Book {
    archive: Option<Rc<Archive>>,
    n_sheets: usize,
    /// The rows of the last sheet, with its head.
    n_rows: usize,
}

impl Making {
    /// Begins to read the rows. It ends with the current owner.
    pub fn begin(parts: &Parts, wish: Wish) -> Self {
        let file = Rc::new(File {
            wish,
            host: expect_context::<Host>(),
            text: Download::default(),
            book: RefCell::default(),
            saved: RefCell::default(),
        });
        let (parts, taking) = (parts.clone(), file.clone());
        let take = move |part: Option<Part>| {
            let file = taking.clone();
            Box::pin(async move {
                match part {
                    Some(part) => file.add(&part).await,
                    None => file.finish().await,
                }
            }) as _
        };
        Self { walk: walk(move |last| parts(last), Box::new(take)), file: StoredValue::new_local(file) }
    }

    pub fn name(self) -> String {
        self.file.with_value(|file| file.wish.name.clone())
    }

    /// Saves the file, if it is complete.
    pub fn save(self) {
        self.file.with_value(|file| file.save());
    }
}

impl File {
    async fn add(&self, part: &Part) -> Result<(), FileError> {
        if self.wish.kind != Kind::Workbook {
            let head = if self.text.is_empty() { self.head() } else { String::new() };
            return self.text.add(&(head + &self.lines(part, 0..part.n_rows)));
        }
        let archive = self.archive().await?;
        let mut done = 0;
        while done < part.n_rows {
            let mut book = self.book.borrow().clone();
            if book.n_sheets == 0 || book.n_rows == xlsx::SHEET_ROWS {
                self.begin_sheet(&archive, &mut book).await?;
            }
            let n = (part.n_rows - done).min(xlsx::SHEET_ROWS - book.n_rows);
            archive.write(&self.lines(part, done..done + n)).await?;
            book.n_rows += n;
            self.book.replace(book);
            done += n;
        }
        Ok(())
    }

    async fn finish(&self) -> Result<(), FileError> {
        let mime_type = self.wish.kind.mime_type();
        let saved = if self.wish.kind == Kind::Workbook {
            let archive = self.archive().await?;
            let mut book = self.book.borrow().clone();
            if book.n_sheets == 0 {
                self.begin_sheet(&archive, &mut book).await?;
            }
            archive.write(xlsx::SHEET_END).await?;
            for (name, content) in xlsx::other_parts(book.n_sheets) {
                archive.begin(name).await?;
                archive.write(&content).await?;
            }
            archive.finish(mime_type).await?
        } else {
            if self.text.is_empty() {
                self.text.add(&self.head())?;
            }
            self.text.finish(mime_type)?
        };
        self.saved.replace(Some(saved));
        self.save();
        Ok(())
    }

    fn save(&self) {
        self.saved.borrow().iter().for_each(|saved| saved.save(&self.wish.name));
    }

    async fn archive(&self) -> Result<Rc<Archive>, FileError> {
        let known = self.book.borrow().archive.clone();
        if let Some(known) = known {
            return Ok(known);
        }
        let archive = Rc::new(self.host.archive().await?);
        self.book.borrow_mut().archive = Some(archive.clone());
        Ok(archive)
    }

    /// Ends the sheet before.
    async fn begin_sheet(&self, archive: &Archive, book: &mut Book) -> Result<(), FileError> {
        if book.n_sheets > 0 {
            archive.write(xlsx::SHEET_END).await?;
        }
        book.n_sheets += 1;
        book.n_rows = 1;
        archive.begin(&xlsx::sheet_name(book.n_sheets)).await?;
        archive.write(&self.head()).await
    }

    fn head(&self) -> String {
        self.wish.kind.head(&self.wish.fields)
    }

    fn lines(&self, part: &Part, rows: Range<usize>) -> String {
        let Wish { kind, fields, columns, zone, is_masked, .. } = &self.wish;
        let shown = |cell| match cell {
            Cell::Phone(number) if *is_masked => Cell::Phone(mask(&number)),
            cell => cell,
        };
        let line = |row| kind.line(fields, columns.iter().map(|column| shown((part.cells)(row, *column))), zone);
        untrack(|| rows.map(line).collect())
    }
}

//! Compressed copies beside the files. Servers need not compress, and their copies would be larger.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError};

use brotli::enc::BrotliEncoderParams;
use serving::rules::is_compressed;

/// The ending of a copy's name, and its compressor.
type Encoding = (&'static str, fn(&[u8]) -> io::Result<Vec<u8>>);

const ENCODINGS: [Encoding; 3] = [("br", brotli), ("gz", gzip), ("zst", zstandard)];

/// The copies of `files`, by name.
///
/// # Errors
/// A compressor failed.
pub fn copies(files: &BTreeMap<String, Vec<u8>>) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let jobs = files.iter().filter(|(name, _)| is_compressed(name));
    let jobs = jobs.flat_map(|file| ENCODINGS.iter().map(move |encoding| (file, encoding)));
    let mut jobs: Vec<_> = jobs.collect();
    // Taken from the end, so that the slowest ones begin first.
    jobs.sort_by_key(|((_, content), _)| content.len());
    let (jobs, copies) = (Mutex::new(jobs), Mutex::new(Ok(BTreeMap::new())));
    let work = || {
        loop {
            let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some(((name, content), (extension, compress))) = job else { return };
            let copy = compress(content);
            let mut copies = copies.lock().unwrap_or_else(PoisonError::into_inner);
            match (&mut *copies, copy) {
                (Ok(copies), Ok(copy)) => drop(copies.insert(format!("{name}.{extension}"), copy)),
                (Ok(_), Err(error)) => *copies = Err(error),
                (Err(_), _) => return,
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    copies.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn brotli(content: &[u8]) -> io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: content.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, content, &mut compressed)?;
    Ok(compressed)
}

fn zstandard(content: &[u8]) -> io::Result<Vec<u8>> {
    zstd::bulk::compress(content, 19)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::io::Read;

    use super::*;

    fn files(names: &[&str]) -> BTreeMap<String, Vec<u8>> {
        names.iter().map(|name| ((*name).to_owned(), format!("{name} ").repeat(99).into_bytes())).collect()
    }

    #[test]
    fn every_copy_unpacks_to_its_file() {
        let files = files(&["index.html", "assets/app.wasm"]);
        let copies = copies(&files).unwrap();
        assert_eq!(copies.len(), 6);
        for (name, copy) in &copies {
            let (of, extension) = name.rsplit_once('.').unwrap();
            let mut content = Vec::new();
            match extension {
                "br" => brotli::BrotliDecompress(&mut copy.as_slice(), &mut content).unwrap(),
                "gz" => assert!(flate2::read::GzDecoder::new(copy.as_slice()).read_to_end(&mut content).is_ok()),
                _ => content = zstd::bulk::decompress(copy, 9999).unwrap(),
            }
            assert_eq!(content, files[of], "{name}");
        }
    }

    #[test]
    fn the_copies_are_those_that_servers_look_for() {
        let endings = ENCODINGS.map(|(extension, _)| format!(".{extension}"));
        assert!(serving::rules::ENCODINGS.iter().all(|(_, ending)| endings.contains(&(*ending).to_owned())));
    }

    #[test]
    fn what_is_edited_in_place_or_read_by_servers_or_people_has_no_copies() {
        let names = ["config.json", "_headers", ".htaccess", "LICENSE", "README.md"];
        assert!(copies(&files(&names)).unwrap().is_empty());
    }
}

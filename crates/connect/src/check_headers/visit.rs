//! Requests like a browser's, and unchanged answers.

use std::io::{self, Read};
use std::time::Duration;

use reqwest::header::{ACCEPT_ENCODING, HeaderMap, ORIGIN};
use reqwest::{Client, Url};

use crate::instance::Instance;
use crate::upstream::{self, Trouble};

/// The time limit for an answer.
const LIMIT: Duration = Duration::from_secs(60);
/// The largest file that is read, in bytes, compressed or not.
const MOST_READ: usize = 64 * 1024 * 1024;

/// A visitor of a deployment.
pub struct Visitor {
    client: Client,
    pub site: Instance,
    /// The origin of the page that would contain the app.
    pub portal: String,
}

/// An answer.
pub struct Answer {
    pub address: Url,
    pub status: u16,
    pub headers: HeaderMap,
    /// As sent, still compressed.
    pub body: Vec<u8>,
}

impl Visitor {
    /// # Errors
    /// A sentence if this machine cannot check certificates.
    pub fn new(site: Instance, portal: &str) -> Result<Self, String> {
        Ok(Self { client: upstream::client(&site, LIMIT)?, site, portal: portal.to_owned() })
    }

    /// Requests the file at `path` below the deployment's address like a browser that accepts `encoding`; with
    /// `is_foreign`, from the portal's page.
    pub async fn get(&self, path: &str, encoding: &str, is_foreign: bool) -> Result<Answer, Trouble> {
        let address = self.site.at(&format!("/{path}"));
        let mut request = self.client.get(address.clone()).header(ACCEPT_ENCODING, encoding);
        if is_foreign {
            request = request.header(ORIGIN, &self.portal);
        }
        let trouble = |error: reqwest::Error| Trouble::of(&error, &self.site);
        let mut answer = request.send().await.map_err(trouble)?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(trouble)?
            && body.len() <= MOST_READ
        {
            body.extend_from_slice(&piece);
        }
        Ok(Answer { address, status, headers, body })
    }
}

impl Answer {
    /// A header's value; several headers of one name are joined, as in the standard.
    pub fn header(&self, name: &str) -> String {
        let values = self.headers.get_all(name).iter();
        values.map(|value| String::from_utf8_lossy(value.as_bytes())).collect::<Vec<_>>().join(", ")
    }

    /// The words of a list like `no-cache, max-age=0`, in small letters.
    pub fn list(&self, name: &str) -> Vec<String> {
        let words = self.header(name);
        words.split(',').map(|word| word.trim().to_ascii_lowercase()).filter(|word| !word.is_empty()).collect()
    }

    /// The type without its parameters, in small letters.
    pub fn kind(&self) -> String {
        self.header("content-type").split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// The target of a redirect, without the query, which may have a sign-in's ticket.
    pub fn leads_to(&self) -> Option<Url> {
        let location = self.header("location");
        if !(300..400).contains(&self.status) || location.is_empty() {
            return None;
        }
        let mut url = self.address.join(&location).ok()?;
        url.set_query(None);
        url.set_fragment(None);
        Some(url)
    }

    /// The content, decoded according to `Content-Encoding`.
    ///
    /// # Errors
    /// Why it cannot be decoded.
    pub fn content(&self) -> Result<Vec<u8>, String> {
        let mut content = self.body.clone();
        for coding in self.list("content-encoding").iter().rev() {
            content = decode(coding, &content).map_err(|error| format!("it is not {coding} ({error})"))?;
        }
        Ok(content)
    }
}

fn decode(coding: &str, body: &[u8]) -> io::Result<Vec<u8>> {
    let decoder: Box<dyn Read + '_> = match coding {
        "br" => Box::new(brotli_decompressor::Decompressor::new(body, 4096)),
        "gzip" | "x-gzip" => Box::new(flate2::read::MultiGzDecoder::new(body)),
        "zstd" => Box::new(zstd::stream::read::Decoder::new(body)?),
        "identity" => Box::new(body),
        _ => return Err(io::Error::other("no browser knows it")),
    };
    let mut content = Vec::new();
    decoder.take(MOST_READ as u64).read_to_end(&mut content)?;
    Ok(content)
}
